import Checks
import Extracts
import FlowTables
import GRDB

/// The second step of the schema: what shows that a release is right, and the tables that are only witnesses.
func keepWitnesses(_ db: Database) throws {
  try db.execute(sql: tables)
  try makeAppendOnly(["witness", "proof"], in: db)
}

private let tables = """
  -- A table that makes no release but says something of another dataset's flows.
  CREATE TABLE witness (
    id INTEGER PRIMARY KEY,
    companion TEXT NOT NULL,
    dataset TEXT NOT NULL,
    referenceYear INTEGER NOT NULL,
    extract INTEGER NOT NULL REFERENCES extract (id),
    statementsDigest TEXT NOT NULL CHECK (length(statementsDigest) = 64),
    statements INTEGER NOT NULL,
    recordedAt TEXT NOT NULL,
    UNIQUE (companion, referenceYear, statementsDigest)
  ) STRICT;
  CREATE INDEX witnessesOfYear ON witness (dataset, referenceYear);

  -- What shows that a release is right: sums of its own, and witnesses, also those that came later.
  CREATE TABLE proof (
    id INTEGER PRIMARY KEY,
    "release" INTEGER NOT NULL REFERENCES release (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    holds INTEGER NOT NULL CHECK (holds >= 0),
    tried INTEGER NOT NULL CHECK (tried >= holds),
    cells INTEGER NOT NULL,
    witness TEXT,
    extract INTEGER REFERENCES extract (id),
    recordedAt TEXT NOT NULL
  ) STRICT;
  CREATE INDEX proofsOfRelease ON proof ("release");

  ALTER TABLE outcome ADD COLUMN witnesses TEXT NOT NULL DEFAULT '[]';
  """

extension CheckedCompanion {
  /// The digest of what it says, whatever it looks like.
  var digest: Fingerprint {
    let lines = statements.map { statement in
      let terms = statement.terms.map { "\($0.factor)*\($0.flow)" }.joined(separator: " ")
      return "\(terms) = \(statement.value)"
    }
    return Fingerprint(of: lines.sorted().joined(separator: "\n").utf8)
  }
}

/// Whether a companion's statements are kept already.
func isKnown(_ companion: CheckedCompanion, in db: Database) throws -> Bool {
  try Bool.fetchOne(
    db,
    sql: """
      SELECT EXISTS (SELECT 1 FROM witness WHERE (companion, referenceYear, statementsDigest) = (?, ?, ?))
      """, arguments: [companion.definition.id, companion.referenceYear.value, companion.digest.hex]) ?? false
}

extension Recording {
  /// Keeps a companion's table, and what it says of its year's current release.
  func outcome(of companion: CheckedCompanion, _ testimonies: [NamedTestimony]) throws -> Outcome {
    let isNew = try !isKnown(companion, in: db)
    if isNew {
      try db.execute(
        sql: """
          INSERT INTO witness (companion, dataset, referenceYear, extract, statementsDigest, statements, recordedAt)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          companion.definition.id, companion.definition.dataset, companion.referenceYear.value, extractRow,
          companion.digest.hex, companion.statements.count, at,
        ])
    }
    if isNew,
      let release = try currentRelease(
        of: companion.definition.dataset, in: companion.referenceYear, in: db)
    {
      for testimony in testimonies { try insert(testimony, for: release, by: extractRow) }
    }
    return Outcome(of: companion, in: extract, from: attempt.source, isNew: isNew, testimonies)
  }

  /// Writes what shows that a new release is right.
  func insertProofs(of table: CheckedTable, _ testimonies: [NamedTestimony], release: Int64) throws {
    for identity in table.identities {
      try insertProof(
        identity.kind.rawValue, identity.holds, of: identity.tried, cells: identity.cells, release: release)
    }
    for testimony in testimonies {
      try insert(testimony, for: release, by: testimony.fingerprint.map(row))
    }
  }

  /// Writes the sums of a table that bear out a stored release with the same cells, where it had no such proof.
  func insertLaterProofs(of table: CheckedTable, for vintage: Standing.Vintage, by extract: Int64) throws {
    for identity in table.identities
    where identity.holds == identity.tried && !vintage.proof.contains(identity.kind) {
      try insertProof(
        identity.kind.rawValue, identity.holds, of: identity.tried, cells: identity.cells,
        release: vintage.release, extract: extract)
    }
  }

  private func insert(_ named: NamedTestimony, for release: Int64, by extract: Int64?) throws {
    let testimony = named.testimony
    guard testimony.checked > 0 else { return }
    try insertProof(
      Proof.companion.rawValue, testimony.agreeing, of: testimony.checked, cells: testimony.cells,
      release: release, witness: named.witness, extract: extract)
  }

  private func insertProof(
    _ kind: String, _ holds: Int, of tried: Int, cells: Int, release: Int64, witness: String? = nil,
    extract: Int64? = nil
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO proof ("release", kind, holds, tried, cells, witness, extract, recordedAt)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [release, kind, holds, tried, cells, witness, extract, at])
  }
}
