package import Checks
package import Extracts
package import FlowTables

/// What became of one table of an extract, in the form that scripts read.
package struct Outcome: Hashable, Sendable, Codable {
  /// Which bytes.
  package struct Bytes: Hashable, Sendable, Codable {
    /// The extract's name, fit for a terminal.
    package let name: String
    /// 64 hexadecimal digits.
    package let sha256: String
    /// How many bytes there were at the source.
    package let bytes: Int
  }

  /// What a witness says of a table, or a witness's table of the stored one.
  package struct Witness: Hashable, Sendable, Codable {
    /// The companion or dataset that says it.
    package let dataset: String
    /// How many of its statements could be compared.
    package let checked: Int
    /// How many of these agree.
    package let agreeing: Int
    /// As reports say it: `45 of 45 pairs agree`.
    package let says: String
  }

  /// The extract that held the table.
  package var extract: Bytes
  /// The source's name; `nil` for a named file.
  package var source: String?
  /// `nil` where no dataset was recognised.
  package var dataset: String?
  /// `nil` where no reference year could be told.
  package var year: ReferenceYear?
  /// Its fate.
  package var outcome: Fate
  /// The vintage that was stored, or sighted.
  package var vintage: Int?
  /// Cells that differ from the current vintage; `nil` where nothing was compared.
  package var cellsChanged: Int?
  /// What shows that the reading is right, in the order of ``Proof``.
  package var proof: [Proof]
  /// Everything that was odd or wrong.
  package var findings: [Finding]
  /// The number of the quarantine item.
  package var quarantine: String?
  /// What others say of the figures.
  package var witnesses: [Witness]
  /// Of a sighting in other bytes: what differs in print.
  package var changes: [Presentation.Change]

  /// What became of a table.
  package init(
    extract: Bytes, source: String? = nil, dataset: String? = nil, year: ReferenceYear? = nil, outcome: Fate,
    vintage: Int? = nil, cellsChanged: Int? = nil, proof: [Proof] = [], findings: [Finding] = [],
    quarantine: String? = nil, witnesses: [Witness] = [], changes: [Presentation.Change] = []
  ) {
    (self.extract, self.source, self.dataset, self.year) = (extract, source, dataset, year)
    (self.outcome, self.vintage, self.cellsChanged) = (outcome, vintage, cellsChanged)
    (self.proof, self.findings, self.quarantine) = (proof, findings, quarantine)
    (self.witnesses, self.changes) = (witnesses, changes)
  }
}

extension Outcome.Bytes {
  /// The name and digest of an extract.
  package init(_ extract: Extract) {
    self.init(name: extract.name, sha256: extract.fingerprint.hex, bytes: extract.size)
  }
}

extension Outcome {
  /// Writes every key, with `null` where there is no value.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(extract, forKey: .extract)
    try container.encode(source, forKey: .source)
    try container.encode(dataset, forKey: .dataset)
    try container.encode(year, forKey: .year)
    try container.encode(outcome, forKey: .outcome)
    try container.encode(vintage, forKey: .vintage)
    try container.encode(cellsChanged, forKey: .cellsChanged)
    try container.encode(proof, forKey: .proof)
    try container.encode(findings, forKey: .findings)
    try container.encode(quarantine, forKey: .quarantine)
    try container.encode(witnesses, forKey: .witnesses)
    try container.encode(changes, forKey: .changes)
  }
}

extension Outcome.Witness {
  init(_ named: NamedTestimony) {
    let testimony = named.testimony
    self.init(
      dataset: named.witness, checked: testimony.checked, agreeing: testimony.agreeing,
      says: testimony.description)
  }
}

extension Outcome {
  /// Whether the table needs nobody any more: its figures are stored, or were before.
  package var isSettled: Bool { outcome != .refused && outcome != .held }
}

extension [Outcome] {
  /// Whether all that an extract holds is stored.
  package var areSettled: Bool { allSatisfy(\.isSettled) }
}
