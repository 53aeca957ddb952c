import Checks
import Extracts
import FlowTables
import GRDB

extension Outcome {
  /// What a ruling makes of a believed table.
  init(
    of table: CheckedTable, in extract: Extract, from source: String?, _ ruling: Ruling,
    _ testimonies: [NamedTestimony] = []
  ) {
    self.init(
      extract: Bytes(extract), source: source, dataset: table.dataset.id, year: table.referenceYear,
      outcome: .sighting, proof: table.proof(with: testimonies),
      findings: table.warnings + testimonies.findings, witnesses: testimonies.spoken)
    switch ruling {
    case .sighting(let stored, let note):
      (vintage, cellsChanged, changes) = (stored.number, 0, note.changes)
    case .append(let next):
      (outcome, vintage, cellsChanged) = (next.changed == nil ? .new : .revision, next.vintage, next.changed)
      findings += next.warnings
    case .held(let changed, let finding):
      (outcome, cellsChanged) = (.held, changed)
      findings.append(finding)
    }
  }

  /// A part that waits for the rest of its table.
  init(
    holding part: TablePart, in extract: Extract, from source: String?, _ testimonies: [NamedTestimony] = []
  ) {
    self.init(
      extract: Bytes(extract), source: source, dataset: part.dataset.id, year: part.referenceYear,
      outcome: .held, proof: testimonies.confirm ? [.companion] : [],
      findings: part.findings + testimonies.findings, witnesses: testimonies.spoken)
  }

  /// A companion's table, which makes no release.
  init(
    of companion: CheckedCompanion, in extract: Extract, from source: String?, isNew: Bool,
    _ testimonies: [NamedTestimony]
  ) {
    self.init(
      extract: Bytes(extract), source: source, dataset: companion.definition.id,
      year: companion.referenceYear, outcome: isNew ? .new : .sighting,
      findings: companion.warnings + testimonies.findings, witnesses: testimonies.spoken)
  }

  /// A part of the current release, whose figures it has.
  init(ofCovered part: TablePart, in extract: Extract, from source: String?, _ db: Database) throws {
    guard let release = try currentRelease(of: part.dataset.id, in: part.referenceYear, in: db) else {
      self.init(holding: part, in: extract, from: source)
      return
    }
    try self.init(ofKnown: release, in: extract, from: source, db)
  }

  /// A table that is not believed.
  init(
    refusing extract: Extract, from source: String?, _ dataset: String?, _ year: ReferenceYear?,
    _ findings: [Finding]
  ) {
    self.init(
      extract: Bytes(extract), source: source, dataset: dataset, year: year, outcome: .refused, proof: [],
      findings: findings)
  }
}

/// The outcomes of an attempt, in the order of its tables; none while it is in hand, or died.
func recordedOutcomes(of attempt: Int64, in db: Database) throws -> [Outcome] {
  let statement = try db.cachedStatement(
    sql: """
      SELECT name, sha256, size, source, dataset, referenceYear, fate, vintage, cellsChanged, proof,
        findings, quarantine, witnesses, outcome.changes
      FROM outcome JOIN attempt ON attempt.id = outcome.attempt
      WHERE attempt.id = ? ORDER BY position
      """)
  return try Row.fetchAll(statement, arguments: [attempt]).map { row in
    Outcome(
      extract: .init(
        name: try row.value("name"), sha256: try row.value("sha256"), bytes: try row.value("size")),
      source: try row.optional("source"), dataset: try row.optional("dataset"),
      year: try row.optional("referenceYear", as: Int.self).flatMap { ReferenceYear($0) },
      outcome: try row.value("fate") { Fate(rawValue: $0) }, vintage: try row.optional("vintage"),
      cellsChanged: try row.optional("cellsChanged"), proof: try fromJSON(row.value("proof")),
      findings: try fromJSON(row.value("findings")), quarantine: try row.optional("quarantine"),
      witnesses: try fromJSON(row.value("witnesses")), changes: try fromJSON(row.value("changes")))
  }
}

/// Writes down what became of one table of an attempt.
func insert(_ outcome: Outcome, as position: Int, of attempt: Int64, at: String, in db: Database) throws {
  try db.cachedStatement(
    sql: """
      INSERT INTO outcome (attempt, position, dataset, referenceYear, fate, vintage, cellsChanged, proof,
        findings, quarantine, witnesses, changes, recordedAt)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
  ).execute(arguments: [
    attempt, position, outcome.dataset, outcome.year?.value, outcome.outcome.rawValue, outcome.vintage,
    outcome.cellsChanged, try json(outcome.proof), try json(outcome.findings), outcome.quarantine,
    try json(outcome.witnesses), try json(outcome.changes), at,
  ])
}

/// The row of a year's current release; `nil` where the year is not stored.
func currentRelease(of dataset: String, in year: ReferenceYear, in db: Database) throws -> Int64? {
  try Int64.fetchOne(
    db.cachedStatement(sql: "SELECT id FROM current_release WHERE dataset = ? AND referenceYear = ?"),
    arguments: [dataset, year.value])
}
