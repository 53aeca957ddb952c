import Checks
package import Extracts
import FlowTables
import GRDB

extension Ruling {
  /// Decides about a table by what a store holds now.
  init(
    on table: CheckedTable, digest: Fingerprint, from bytes: [Fingerprint], on grounds: Grounds,
    isAtAddress: Bool, changed: ChangedCells?, in db: Database
  ) throws {
    try self.init(
      on: table, digest: digest,
      given: Standing(of: table.dataset.id, in: table.referenceYear, for: digest, from: db), on: grounds,
      isAtAddress: isAtAddress, StoredEvidence(table: table, bytes: bytes, changed: changed, db: db))
  }
}

/// What a store says for and against a table.
private struct StoredEvidence: RulingEvidence {
  let table: CheckedTable
  /// Several where the table was joined.
  let bytes: [Fingerprint]
  let changed: ChangedCells?
  let db: Database

  func knownReleases() throws -> Set<Int64> {
    let find = try db.cachedStatement(
      sql: #"SELECT id FROM "release" WHERE dataset = ? AND referenceYear = ?"#)
    // Only what every piece is known as is known.
    var known: Set<Int64>?
    for piece in bytes {
      let rows = Set(try releaseRows(knownBy: piece, in: db))
      known = known?.intersection(rows) ?? rows
    }
    guard let known, !known.isEmpty else { return [] }
    return known.intersection(
      try Int64.fetchAll(find, arguments: [table.dataset.id, table.referenceYear.value]))
  }

  func differences(from vintage: Standing.Vintage) throws -> Int {
    if let changed, changed.vintage == vintage.number { return changed.count }
    return try countDifferences(of: table, from: vintage.release, in: db)
  }

  func printChanges(from vintage: Standing.Vintage) throws -> Set<Presentation.Change> {
    try changesInPrint(of: table, from: vintage.release, in: db)
  }
}

extension Outcome {
  /// A sighting of a release by its very bytes.
  init(ofKnown release: Int64, in extract: Extract, from source: String?, _ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: "SELECT dataset, referenceYear, vintage, proof FROM release WHERE id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [release]) else {
      throw DamagedValue(what: "release \(release) is not there")
    }
    self.init(
      extract: Bytes(extract), source: source, dataset: try row.value("dataset"),
      year: try row.referenceYear(),
      outcome: .sighting, vintage: try row.value("vintage"), cellsChanged: 0,
      proof: try fromJSON(row.value("proof")), findings: [])
  }
}

extension ReleaseReader {
  /// What recording an extract would come to, without the number of a quarantine item.
  ///
  /// Each verdict is judged by what is stored now, not by those before it.
  package func outcomes(
    of verdicts: [PlacedVerdict], in extract: Extract, from source: String? = nil, isAtAddress: Bool = false
  ) throws(StoreError) -> [Outcome] {
    try reading { db in
      try verdicts.map { placed in
        switch placed.verdict {
        case .believed(let table):
          Outcome(
            of: table, in: extract, from: source,
            try Ruling(
              on: table, digest: CanonicalCells(of: table).digest, from: [extract.fingerprint], on: .checks,
              isAtAddress: isAtAddress, changed: placed.changed, in: db), placed.testimonies)
        case .joined(let joined, let others):
          Outcome(
            of: joined.table, in: extract, from: source,
            try Ruling(
              on: joined.table, digest: CanonicalCells(of: joined.table).digest,
              from: [extract.fingerprint] + others,
              on: placed.cameTogether ? .checks : .joined, isAtAddress: isAtAddress, changed: placed.changed,
              in: db), placed.testimonies)
        case .held(let part): Outcome(holding: part, in: extract, from: source, placed.testimonies)
        case .witness(let companion):
          Outcome(
            of: companion, in: extract, from: source, isNew: try !isKnown(companion, in: db),
            placed.testimonies)
        case .covered(let part): try Outcome(ofCovered: part, in: extract, from: source, db)
        case .refused(let dataset, let year, let findings):
          Outcome(refusing: extract, from: source, dataset, year, findings)
        }
      }
    }
  }

  /// What recording bytes that are known would come to; `nil` for bytes that must be read.
  package func sightings(
    of extract: Extract, from source: String? = nil
  ) throws(StoreError) -> [Outcome]? {
    try reading { db in
      guard try isSettled(extract.fingerprint, in: db) else { return nil }
      return try latestReleaseRows(knownBy: extract.fingerprint, in: db).map { release in
        try Outcome(ofKnown: release, in: extract, from: source, db)
      }
    }
  }
}

/// What recording an extract would come to in a store that is still to be made.
package func firstOutcomes(of verdicts: [Verdict], in extract: Extract) -> [Outcome] {
  verdicts.map { verdict in
    switch verdict {
    case .believed(let table): Outcome(first: table, in: extract)
    case .joined(let joined, _): Outcome(first: joined.table, in: extract)
    case .held(let part), .covered(let part): Outcome(holding: part, in: extract, from: nil)
    case .witness(let companion): Outcome(of: companion, in: extract, from: nil, isNew: true, [])
    case .refused(let dataset, let year, let findings):
      Outcome(refusing: extract, from: nil, dataset, year, findings)
    }
  }
}

extension Outcome {
  fileprivate init(first table: CheckedTable, in extract: Extract) {
    self.init(
      extract: Bytes(extract), source: nil, dataset: table.dataset.id, year: table.referenceYear,
      outcome: .new, vintage: 1, cellsChanged: nil, proof: table.proof, findings: table.warnings)
  }
}
