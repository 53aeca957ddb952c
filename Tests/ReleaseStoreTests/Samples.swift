import Extracts
import FlowTables
import Foundation
import Glibc
import ReleaseStore

@testable import Checks

/// A small dataset with Abroad, one pair of which can have no figure.
enum Sample {
  static let places = [Place(code: "03"), Place(code: "01"), .abroad]
  static let time = Date(timeIntervalSince1970: 1_795_330_800.123)

  static func dataset(_ id: String = "demo-flows") -> Dataset {
    Dataset(
      id: id, publisher: "Demo Office", titles: ["en": ["Flows {year}"]],
      words: .init(from: ["From"], to: ["To"], total: ["Total"]),
      symbols: ["-": .zero, ":": .absent(.suppressed)],
      places: places.map { PlaceDefinition(place: $0, names: ["en": "Place \($0)"]) },
      empty: [Flow(from: .abroad, to: .abroad), Flow(from: places[0], to: places[0])])
  }

  /// A table whose nine cells count up from a number; the first and the last cannot have a figure.
  static func table(
    _ first: Int = 10, dataset id: String = "demo-flows", year: Int = 2011, releasedOn: String? = nil,
    proof: [Proof] = [.rows, .columns, .total], places: [Place] = places, defects: [Finding] = [],
    presentation: Presentation = presentation, mark: String = ".", provenIdentities: [Proof] = [.rows]
  ) throws -> CheckedTable {
    var cells: [CheckedCell] = []
    for origin in places {
      for destination in places {
        let flow = Flow(from: origin, to: destination)
        let isEmpty = dataset(id).empty.contains(flow)
        cells.append(
          CheckedCell(
            flow: flow, value: isEmpty ? .absent(.notApplicable) : .persons(first + cells.count),
            mark: isEmpty ? mark : nil, at: SourcePlace(line: cells.count + 1, column: 7)))
      }
    }
    guard let year = ReferenceYear(year) else { throw SampleProblem.notAYear(year) }
    return CheckedTable(
      dataset: dataset(id), referenceYear: year, releasedOn: releasedOn.flatMap { CivilDate(iso: $0) },
      places: places, cells: cells, total: 1234, proof: proof,
      identities: proof.isEmpty
        ? [] : provenIdentities.map { Identity(kind: $0, holds: 3, tried: 3, cells: 9) }, warnings: [],
      defects: defects, presentation: presentation)
  }

  /// How the tables here are printed.
  static let presentation = Presentation(
    layout: "page-text", language: "en", rows: ["03", "01"], columns: ["03", "01"])

  /// A companion that says one thing of the dataset's flows.
  static func companion(_ value: Int = 4) throws -> CheckedCompanion {
    guard let year = ReferenceYear(2011) else { throw SampleProblem.notAYear(2011) }
    let flow = Flow(from: places[1], to: places[0])
    return CheckedCompanion(
      definition: CompanionDefinition(
        id: "demo-net", of: "demo-flows", publisher: "Demo Office", titles: [:],
        words: .init(place: ["Place"]), symbols: [:], content: .netMigrationOfPairs),
      referenceYear: year, releasedOn: nil,
      statements: [
        FlowStatement(
          .pair, "net", by: "demo-net", from: "03", to: "01",
          terms: [flow: 1, Flow(from: flow.destination, to: flow.origin): -1], value: value,
          at: SourcePlace(line: 1, column: 1))
      ], ownSums: 0, warnings: [], layout: "page-text")
  }

  /// Refuses a table of 1999 for its sums, and accepts it.
  @discardableResult
  static func acceptDefect(in store: ReleaseStore, because: String = "the letter of May 3") throws -> Outcome?
  {
    let extract = extract("a table that does not add up", name: "defect.txt")
    let finding = Finding(
      .rowSum, "from 03: 12 is printed, 13 found", from: "03", to: "total", expected: 12, found: 13)
    let table = try table(30, year: 1999, proof: [], defects: [finding])
    try store.take(
      [.refused(dataset: "demo-flows", year: table.referenceYear, findings: [finding])], as: extract)
    let reader = try ReleaseReader(reading: store.path)
    guard let item = try reader.quarantine().first(where: { $0.name == "defect.txt" }) else { return nil }
    return try store.accept(
      PlacedVerdict(.believed(table)), of: extract, for: store.fresh(extract), item: item,
      Decision(because: because, by: "anna")
    ).first
  }

  static func extract(_ text: String = "table", name: String = "table.txt") -> Extract {
    Extract(name: name, bytes: Array(text.utf8), retrievedAt: time)
  }

  static func store(in folder: String) throws -> ReleaseStore {
    try ReleaseStore(opening: "\(folder)/flyt.db", holder: "flyt run", now: { time })
  }

  static func reader(in folder: String) throws -> ReleaseReader {
    try ReleaseReader(reading: "\(folder)/flyt.db")
  }
}

enum SampleProblem: Error {
  case notAYear(Int)
  case notFresh
}

extension ReleaseStore {
  /// Begins and records in one go.
  @discardableResult
  func take(_ table: CheckedTable, as extract: Extract) throws -> Outcome? {
    try take([.believed(table)], as: extract).first
  }

  @discardableResult
  func take(_ verdicts: [Verdict], as extract: Extract, from origin: Origin = .named) throws -> [Outcome] {
    try record(verdicts, of: extract, for: fresh(extract, from: origin))
  }

  /// Records verdicts beside which nothing else is stored.
  func record(_ verdicts: [Verdict], of extract: Extract, for attempt: Attempt) throws -> [Outcome] {
    try record(verdicts.map { PlacedVerdict($0) }, of: extract, for: attempt)
  }

  /// Begins, where nothing has been recorded yet.
  func fresh(_ extract: Extract, from origin: Origin = .named) throws -> Attempt {
    guard case .fresh(let attempt) = try begin(extract, from: origin) else { throw SampleProblem.notFresh }
    return attempt
  }
}

/// Runs a test in a folder of its own, which is gone afterwards.
func inTemporaryFolder<Result>(_ test: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "flyt-store-\(UUID())").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try test(folder)
}

/// Runs a program to its end.
func run(_ program: String, _ arguments: String...) throws -> (status: Int32, output: String) {
  let process = Process()
  let pipe = Pipe()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [program] + arguments
  (process.standardOutput, process.standardError) = (pipe, pipe)
  try process.run()
  let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}

let isRoot = getuid() == 0

/// Whether a program is installed.
func canRun(_ program: String) -> Bool { (try? run(program, "--version").status) == 0 }
