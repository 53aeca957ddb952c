import Acquisition
import ArgumentParser
import Definitions
import Extracts
import FlowTables
import Foundation
import Ingest
import ReleaseStore

/// Answers `flyt ingest FILE…`.
struct IngestFiles: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest", abstract: "Read named files, prove them and store them.",
    discussion: """
      The same belt as the daemon's, and through the daemon while one runs. A file is left where it is; what was \
      refused waits in quarantine. Read are page \
      text, HTML, CSV and other delimited text, Markdown tables, JSON-stat, PC-Axis, Excel .xlsx and PDF, also in zip \
      and gzip; each is known by its bytes, never by its name.

      Examples:
        flyt ingest county-flows-2011-en.txt
        flyt ingest --released-on 2012-05-11 table.txt
        curl -s https://example.org/page.txt | flyt ingest -
        flyt ingest --dry-run *.txt
        flyt ingest --dry-run --explain table.xlsx

      Exit status: 0 all stored or seen before, 2 something was held, or refused while something else succeeded, \
      64 several datasets fit, 65 every table was refused, 66 no such file, 75 somebody else holds the store.
      """)

  /// As for watch folders whose settings don't say.
  private static let maxBytes = 64 << 20

  @OptionGroup var shared: SharedOptions
  @Argument(help: ArgumentHelp("Files; '-' is standard input.", valueName: "path")) var paths: [String]
  @Option(help: ArgumentHelp("Read as this dataset or companion only.", valueName: "id")) var dataset: String?
  @Option(
    help: ArgumentHelp("The publisher's date, such as 2012-05-11.", valueName: "date"), transform: civilDate)
  var releasedOn: CivilDate?
  @Flag(help: "Say what would happen; store nothing.") var dryRun = false
  @Flag(
    help: "With --dry-run: show how each table was read, with its sums, to look at beside the publisher's.")
  var explain = false

  func validate() throws {
    if explain, !dryRun { throw ValidationError("--explain shows a rehearsal: add --dry-run.") }
  }

  func run() async throws {
    let settings = try shared.settings()
    let known = try shared.definitions(settings)
    if let dataset { try known.check(dataset) }
    let judge = Judge(known.datasets, companions: known.companions, only: dataset)
    let carry = try await carrier(judge, settings)
    var report = IngestReport(asJSON: shared.json)
    let interruption = Interruption()
    var bar = ProgressBar(of: shared.json || Output.isTerminal ? 0 : paths.count)
    for (index, path) in paths.enumerated() {
      if interruption.wasWanted {
        report.interrupt()
        break
      }
      do {
        let extract = try extract(at: path)
        if explain {
          report.explain(judge.explanations(of: extract, releasedOn: releasedOn))
        }
        report.add(try await carry(extract))
      } catch let error as AcquisitionError {
        // Other named files are still done.
        report.add(Failure(error))
      } catch {
        let failure = Failure(error)
        report.add(failure)
        guard failure.isOfOneFile else { break }
      }
      bar.advance(to: index + 1)
    }
    bar.finish()
    try report.finish()
  }

  private func extract(at path: String) throws -> Extract {
    let limit = Self.maxBytes
    return path == "-"
      ? try StandardInput.read(maxBytes: limit, now: Date.init)
      : try NamedFile.read(path, maxBytes: limit, now: Date.init)
  }

  /// What carries an extract to its outcomes: a rehearsal that never takes the store's lock, the belt, or the daemon that
  /// holds the store.
  private func carrier(_ judge: Judge, _ settings: Settings) async throws -> (Extract) async throws ->
    [Outcome]
  {
    if dryRun {
      let rehearsal = try Rehearsal(store: settings.store.value, judge: judge)
      return { try rehearsal.outcomes(of: $0, releasedOn: releasedOn) }
    }
    do {
      let store = try ReleaseStore(opening: settings.store.value, holder: "flyt ingest", now: Date.init)
      let belt = Belt(store: store, judge: judge)
      return { try belt.carry($0, from: .named, releasedOn: releasedOn).outcomes }
    } catch {
      let running = RunningDaemon(settings)
      guard await running.mayAnswer(error) else { throw error }
      return { try await running.outcomes(of: $0, as: dataset, releasedOn: releasedOn) }
    }
  }
}

private func civilDate(_ text: String) throws -> CivilDate {
  if let date = CivilDate(iso: text) { return date }
  throw ValidationError("'\(printable(text))' is not a date such as 2012-05-11.")
}

extension Failure {
  /// Whether other files may fare better.
  fileprivate var isOfOneFile: Bool { status == .refused || status == .usage }
}
