package import FlowTables

/// One thing that a check says about a table.
package struct Finding: Hashable, Sendable {
  /// A stable name for what is wrong; scripts and `flyt help` rely on it.
  package enum Code: String, Hashable, Sendable, Codable, CaseIterable {
    case unrecognised
    case severalDatasets = "several-datasets"
    case ambiguousReading = "ambiguous-reading"
    case notText = "not-text"
    case truncated
    case tooLarge = "too-large"
    case malformed
    case unsupported
    case toolFailed = "tool-failed"
    case crashed
    case noYear = "no-year"
    case yearConflict = "year-conflict"
    case yearImplausible = "year-implausible"
    case unknownPlace = "unknown-place"
    case labelConflict = "label-conflict"
    case missingCell = "missing-cell"
    case duplicateCell = "duplicate-cell"
    case unplacedFigures = "unplaced-figures"
    case notACount = "not-a-count"
    case figureInEmptyPair = "figure-in-empty-pair"
    case rowSum = "row-sum"
    case columnSum = "column-sum"
    case grandTotal = "grand-total"
    case suspectCell = "suspect-cell"
    case suspectTotal = "suspect-total"
    case ambiguousGrouping = "ambiguous-grouping"
    case halfTable = "half-table"
    case weakerThanStored = "weaker-than-stored"
    case returnsTo = "returns-to"
    case placesChanged = "places-changed"
    case cellsEmptied = "cells-emptied"
    case cellsFilled = "cells-filled"
    case unusualChange = "unusual-change"
    case sameAsOtherYear = "same-as-other-year"
    case looksTransposed = "looks-transposed"
    case looksExchanged = "looks-exchanged"
    case companionDiffers = "companion-differs"
    case companionFills = "companion-fills"
  }

  /// Whether a finding refuses the table.
  package enum Severity: String, Hashable, Sendable, Codable {
    /// The table is not believed.
    case error
    case warning
  }

  /// What kind of thing is wrong.
  package var code: Code
  /// Whether it refuses the table.
  package var severity: Severity
  /// For the person who must act: what, with both figures, and what to do.
  package var message: String
  /// The codes of the flow's places, or `total`.
  package var from: String?
  /// As ``from``, of the destination.
  package var to: String?
  /// In a sum, the printed figure.
  package var expected: Int?
  /// In a sum, the computed figure.
  package var found: Int?
  /// The line in the extract, from 1.
  package var line: Int?
  /// The column in characters, from 1.
  package var column: Int?
  /// The address in a sheet.
  package var cell: String?

  /// Says one thing about a table, with its place in the extract.
  package init(
    _ code: Code, _ message: String, severity: Severity = .error, from: String? = nil, to: String? = nil,
    expected: Int? = nil, found: Int? = nil, at place: SourcePlace? = nil
  ) {
    (self.code, self.severity, self.message) = (code, severity, message)
    (self.from, self.to, self.expected, self.found) = (from, to, expected, found)
    (line, column, cell) = (place?.line, place?.column, place?.cell)
  }
}

extension Finding: Codable {
  /// Writes every key, with `null` where there is no value, so that scripts need not ask which are there.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(code, forKey: .code)
    try container.encode(severity, forKey: .severity)
    try container.encode(message, forKey: .message)
    try container.encode(from, forKey: .from)
    try container.encode(to, forKey: .to)
    try container.encode(expected, forKey: .expected)
    try container.encode(found, forKey: .found)
    try container.encode(line, forKey: .line)
    try container.encode(column, forKey: .column)
    try container.encode(cell, forKey: .cell)
  }
}
