package import Definitions
package import FlowTables
package import Foundation

/// The real publications and the shipped definitions, found from this file's own place.
package enum Fixtures {
  /// The folder that holds `Package.swift`.
  package static let root = URL(filePath: #filePath).appending(path: "../../..").standardized

  /// The address of a fixture such as `ssb/county-flows-2011-en.txt`.
  package static func url(_ path: String) -> URL { root.appending(path: "Tests/Fixtures/\(path)") }

  /// The bytes of a fixture, unchanged.
  package static func bytes(_ path: String) throws -> [UInt8] { try Array(Data(contentsOf: url(path))) }

  /// Other publishers' files, read where they lie and never part of this repository: `FLYT_FORMATS`, else beside the checkout.
  private static let published =
    ProcessInfo.processInfo.environment["FLYT_FORMATS"].map { URL(filePath: $0) }
    ?? root.appending(path: "../shared/data/formats")

  /// Whether other publishers' files are at hand.
  package static var hasPublishedFiles: Bool { FileManager.default.fileExists(atPath: published.path) }

  /// The bytes of another publisher's file, such as `px/scb_datasymbols.px`.
  package static func published(_ path: String) throws -> [UInt8] {
    try Array(Data(contentsOf: published.appending(path: path)))
  }

  /// The folder of definitions that ships.
  package static var datasetsFolder: String { root.appending(path: "Config/datasets").path }

  /// Every dataset that ships, in the order of the files' names.
  package static func shippedDatasets() throws(DefinitionsError) -> [Dataset] {
    try DatasetFolder.load(datasetsFolder)
  }

  /// A dataset that ships.
  package static func shippedDataset(_ id: String) throws -> Dataset {
    let datasets = try shippedDatasets()
    guard let dataset = datasets.first(where: { $0.id == id }) else { throw NoSuchDataset(id: id) }
    return dataset
  }

  /// Every companion that ships, in the order of the files' names.
  package static func shippedCompanions() throws(DefinitionsError) -> [CompanionDefinition] {
    try CompanionFolder.load(in: datasetsFolder, datasets: shippedDatasets())
  }

  /// A companion that ships.
  package static func shippedCompanion(_ id: String) throws -> CompanionDefinition {
    let companions = try shippedCompanions()
    guard let companion = companions.first(where: { $0.id == id }) else { throw NoSuchDataset(id: id) }
    return companion
  }

  /// A test asked for a dataset or a companion that does not ship.
  package struct NoSuchDataset: Error {
    /// What was asked for.
    package let id: String
  }
}
