import Answers
import ArgumentParser
import Definitions
import Extracts
import FlowTables
import Foundation
import ReleaseStore

/// The options that every command takes.
struct SharedOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The settings file.", valueName: "file")) var config: String?
  @Option(help: ArgumentHelp("The store.", valueName: "file")) var store: String?
  @Option(help: ArgumentHelp("The daemon's status file.", valueName: "file")) var status: String?
  @Option(help: ArgumentHelp("The daemon's control socket.", valueName: "file")) var socket: String?
  @Option(help: ArgumentHelp("The folder of dataset definitions.", valueName: "folder")) var datasets: String?
  @Flag(help: "Print one JSON document.") var json = false

  /// What flags, environment and settings file come to.
  func settings() throws -> Settings {
    try Settings.resolve(
      flags: flags, environment: ProcessInfo.processInfo.environment,
      currentFolder: FileManager.default.currentDirectoryPath)
  }

  /// The same for commands that only need one path, and shall work where the settings file is what is wrong.
  ///
  /// - Errors: wrong settings, where nothing is at the path that flags, environment and defaults come to.
  func settings(having path: KeyPath<Settings, Setting<String>>) throws -> Settings {
    do {
      return try settings()
    } catch let error as DefinitionsError {
      var flags = flags
      flags.config = nil
      var environment = ProcessInfo.processInfo.environment
      environment["FLYT_CONFIG"] = nil
      let others = try? Settings.resolve(
        flags: flags, environment: environment, currentFolder: FileManager.default.currentDirectoryPath,
        files: .none)
      guard let others, FileManager.default.fileExists(atPath: others[keyPath: path].value) else {
        throw error
      }
      return others
    }
  }

  /// Where the definitions are that ingestion reads with.
  func datasetsFolder(_ settings: Settings) throws -> Setting<String> {
    try DatasetFolder.find(
      flags: flags, environment: ProcessInfo.processInfo.environment, settingsFile: settings.file?.path,
      currentFolder: FileManager.default.currentDirectoryPath)
  }

  /// The definitions that ingestion reads with.
  func definitions(_ settings: Settings) throws -> KnownDefinitions {
    let folder = try datasetsFolder(settings).value
    let datasets = try DatasetFolder.load(folder)
    return KnownDefinitions(
      datasets: datasets, companions: try CompanionFolder.load(in: folder, datasets: datasets))
  }

  /// The store, open for questions.
  func answers() throws -> Answers { try Answers(store: settings().store.value) }

  private var flags: SettingsFlags {
    SettingsFlags(config: config, store: store, status: status, socket: socket, datasets: datasets)
  }
}

/// The tables that ingestion knows: datasets, and the companions that are witnesses of their flows.
struct KnownDefinitions {
  let datasets: [Dataset]
  let companions: [CompanionDefinition]

  var ids: [String] { datasets.map(\.id) + companions.map(\.id) }

  /// Sees that there is a dataset or companion of a name.
  ///
  /// - Errors: there is none; those that are known are named.
  func check(_ id: String) throws(Failure) {
    guard !ids.contains(id) else { return }
    let nearest = nearestName(to: id, among: ids)
    throw Failure(
      .missing, code: "no-such-dataset",
      "'\(printable(id))': no such dataset. Known: \(ids.joined(separator: ", "))."
        + (nearest.map { " Did you mean '\($0)'?" } ?? ""), hint: "flyt datasets")
  }
}

/// The options that every question for figures takes.
struct QuestionOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, csv, json
  }

  @Option(help: ArgumentHelp("The dataset; needed only where several can answer.", valueName: "id"))
  var dataset: String?
  @Option(
    help: ArgumentHelp("An earlier vintage, such as r1; else the current one.", valueName: "vintage"),
    transform: vintageNumber)
  var vintage: Int?
  @OptionGroup var moment: ViewpointOptions
  @Option(help: "How to print the figures.") var format: Format?
  @Flag(help: "Say where each figure comes from.") var cite = false

  func question(from origins: String?, to destinations: String?) -> Question {
    Question(
      dataset: dataset, vintage: vintage, from: moment.viewpoint, origins: origins.map(placeList),
      destinations: destinations.map(placeList))
  }

  /// Tells whoever uses some figures what they must know of them.
  func note(_ releases: [ReleaseRecord], asJSON: Bool) {
    guard !asJSON else { return }
    var noted: Set<Int64> = []
    for release in releases where noted.insert(release.id).inserted {
      for note in release.notes(from: moment.viewpoint) { Output.note("note: \(note)") }
    }
  }

  func format(_ shared: SharedOptions) -> Format { format ?? (shared.json ? .json : .table) }
}

/// From when the store is looked at.
struct ViewpointOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "As it was known here then: a day's end in UTC, or a time such as 2026-11-22T08:00:00Z.",
      valueName: "time"), transform: moment)
  var asOf: Date?
  @Option(
    help: ArgumentHelp(
      "As the publisher had it out then; our date stands in for one that is unknown.", valueName: "date"),
    transform: moment)
  var publishedBy: Date?

  var viewpoint: Viewpoint { Viewpoint(asOf: asOf, publishedBy: publishedBy) }
}

/// Reads a day, which lasts until its end in UTC, or a time of RFC 3339.
private func moment(_ text: String) throws -> Date {
  if let day = CivilDate(iso: text) {
    return Date(timeIntervalSince1970: Double(day.daysSince1970 + 1) * 86_400 - 0.001)
  }
  for style in [Date.ISO8601FormatStyle(), Date.ISO8601FormatStyle(includingFractionalSeconds: true)] {
    // A time without a fraction lasts until its second's end.
    if let date = try? style.parse(text) { return style.includingFractionalSeconds ? date : date + 0.999 }
  }
  throw ValidationError(
    "'\(text)' is neither a day such as 2012-05-11 nor a time such as 2012-05-11T08:00:00Z.")
}

/// Reads `r2` or `2`.
func vintageNumber(_ text: String) throws -> Int {
  let digits = text.lowercased().hasPrefix("r") ? text.dropFirst() : text[...]
  guard let number = Int(digits), number > 0 else {
    throw ValidationError("'\(text)' is not a vintage such as r1.")
  }
  return number
}

/// Parts `Oslo, Akershus` at the commas.
private func placeList(_ text: String) -> [String] {
  text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
}

/// Reads a year, or `latest`.
func yearOrLatest(_ text: String) throws -> YearSelection {
  if text.lowercased() == "latest" { return .latest }
  guard let year = Int(text).flatMap(ReferenceYear.init) else {
    throw ValidationError("'\(text)' is not a year from 1900 to 2100, nor 'latest'.")
  }
  return .span(year.value...year.value)
}

/// Reads a year.
func referenceYear(_ text: String) throws -> ReferenceYear {
  if let year = Int(text).flatMap(ReferenceYear.init) { return year }
  throw ValidationError("'\(text)' is not a year from 1900 to 2100.")
}

/// Reads one or several years.
func yearSelection(_ text: String) throws -> YearSelection {
  guard let selection = YearSelection(text) else {
    throw ValidationError(
      "'\(text)' is not a year such as 2011, a span such as 2001-2004, 'latest' or 'all'.")
  }
  return selection
}
