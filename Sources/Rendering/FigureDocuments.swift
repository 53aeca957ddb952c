package import Answers
import FlowTables
import Foundation
package import ReleaseStore

/// The answer of `matrix` for scripts.
package struct MatrixDocument: Encodable {
  private let matrix: Matrix
  private let cites: Bool
  private let viewpoint: Viewpoint

  /// With `cites`, each cell says where in its extract it stands.
  package init(_ matrix: Matrix, cites: Bool, from viewpoint: Viewpoint) {
    (self.matrix, self.cites, self.viewpoint) = (matrix, cites, viewpoint)
  }

  private struct PlaceEntry: Encodable {
    let code: String
    let names: [String: String]
  }

  private enum CodingKeys: CodingKey {
    case dataset, year, vintage, recordedAt, releasedOn, extracts, places, cells, total, source, notes
  }

  /// Writes every key, with `null` where there is no value.
  package func encode(to encoder: any Encoder) throws {
    let release = matrix.release
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(release.dataset, forKey: .dataset)
    try container.encode(release.year, forKey: .year)
    try container.encode(release.vintage, forKey: .vintage)
    try container.encode(release.recordedAt, forKey: .recordedAt)
    try container.encode(release.releasedOn, forKey: .releasedOn)
    try container.encode(release.extracts, forKey: .extracts)
    try container.encode(
      matrix.places.map { PlaceEntry(code: $0.code, names: matrix.dataset.definition(of: $0)?.names ?? [:]) },
      forKey: .places)
    try container.encode(matrix.cells.map { CellEntry($0, in: nil, cites: cites) }, forKey: .cells)
    try container.encode(matrix.isWhole ? release.total : matrix.sum, forKey: .total)
    try container.encode(matrix.dataset.source, forKey: .source)
    try container.encode(release.notes(from: viewpoint), forKey: .notes)
  }
}

/// The answer of `flow` for scripts.
package struct FlowDocument: Encodable {
  private let dataset: String?
  private let figures: [CellEntry]
  private let notes: [String]

  /// With `cites`, each cell says where in its extract it stands.
  package init(_ figures: [FlowFigure], cites: Bool, from viewpoint: Viewpoint) {
    var noted: Set<Int64> = []
    notes = figures.map(\.release).filter { noted.insert($0.id).inserted }
      .flatMap { $0.notes(from: viewpoint) }
    dataset = figures.first?.release.dataset
    self.figures = figures.map { CellEntry($0.cell, in: $0.release, cites: cites) }
  }
}

/// A cell, and in lists of several years its year and vintage.
private struct CellEntry: Encodable {
  let cell: StoredCell
  let release: ReleaseRecord?
  let cites: Bool

  init(_ cell: StoredCell, in release: ReleaseRecord?, cites: Bool) {
    (self.cell, self.release, self.cites) = (cell, release, cites)
  }

  private enum CodingKeys: CodingKey {
    case year, vintage, from, to, persons, symbol, releasedOn, extracts, extract, line, column, sheetCell
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    if let release {
      try container.encode(release.year, forKey: .year)
      try container.encode(release.vintage, forKey: .vintage)
    }
    try container.encode(cell.flow.origin.code, forKey: .from)
    try container.encode(cell.flow.destination.code, forKey: .to)
    try container.encode(cell.value.number, forKey: .persons)
    try container.encode(cell.mark, forKey: .symbol)
    guard cites else { return }
    if let release {
      try container.encode(release.releasedOn, forKey: .releasedOn)
      try container.encode(release.extracts, forKey: .extracts)
    }
    try container.encode(cell.extract, forKey: .extract)
    try container.encode(cell.at.line, forKey: .line)
    try container.encode(cell.at.column, forKey: .column)
    try container.encode(cell.at.cell, forKey: .sheetCell)
  }
}
