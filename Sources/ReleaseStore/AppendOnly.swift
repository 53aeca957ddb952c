import GRDB

/// The tables that only grow, and which rows an insert would replace.
///
/// REPLACE deletes rows without firing DELETE triggers, so it is refused as an
/// INSERT of something that is already there.
let ledger: [(table: String, taken: String)] = [
  ("extract", "SELECT 1 FROM extract WHERE id = NEW.id OR (sha256, isWhole) = (NEW.sha256, NEW.isWhole)"),
  ("definition", "SELECT 1 FROM definition WHERE fingerprint = NEW.fingerprint"),
  ("attempt", "SELECT 1 FROM attempt WHERE id = NEW.id"),
  ("outcome", "SELECT 1 FROM outcome WHERE id = NEW.id OR (attempt, position) = (NEW.attempt, NEW.position)"),
  ("filing", "SELECT 1 FROM filing WHERE attempt = NEW.attempt"),
  ("sighting", "SELECT 1 FROM sighting WHERE id = NEW.id"),
  (
    "release",
    """
    SELECT 1 FROM release WHERE id = NEW.id
      OR (dataset, referenceYear, vintage) = (NEW.dataset, NEW.referenceYear, NEW.vintage)
    """
  ),
  // A release is written after all that belongs to it, and seals it: one look-up
  // for each row refuses both a replaced cell and a cell added later.
  ("release_extract", #"SELECT 1 FROM release WHERE id = NEW."release""#),
  ("flow_cell", #"SELECT 1 FROM release WHERE id = NEW."release""#),
  (
    "witness",
    """
    SELECT 1 FROM witness WHERE id = NEW.id OR (companion, referenceYear, statementsDigest)
      = (NEW.companion, NEW.referenceYear, NEW.statementsDigest)
    """
  ),
  ("proof", "SELECT 1 FROM proof WHERE id = NEW.id"),
  ("presentation", "SELECT 1 FROM presentation WHERE fingerprint = NEW.fingerprint"),
  ("decision", "SELECT 1 FROM decision WHERE id = NEW.id"),
  ("defect", #"SELECT 1 FROM defect WHERE "release" = NEW."release""#),
  ("cause_correction", "SELECT 1 FROM cause_correction WHERE id = NEW.id"),
  ("place", "SELECT 1 FROM place WHERE (definition, code) = (NEW.definition, NEW.code)"),
  ("chain", #"SELECT 1 FROM chain WHERE "release" = NEW."release""#),
]

/// Makes some tables of the ledger refuse every UPDATE, DELETE and REPLACE.
func makeAppendOnly(_ tables: Set<String>, in db: Database) throws {
  for (table, taken) in ledger where tables.contains(table) {
    try refuse("UPDATE", on: table, in: db)
    try refuse("DELETE", on: table, in: db)
    try refuse("INSERT", on: table, when: taken, in: db)
  }
}

private func refuse(_ event: String, on table: String, when taken: String? = nil, in db: Database) throws {
  try db.execute(
    sql: """
      CREATE TRIGGER "\(table) refuses \(event)" BEFORE \(event) ON "\(table)"
      \(taken.map { "WHEN EXISTS (\($0))" } ?? "")
      BEGIN SELECT RAISE(ABORT, '\(table) is append-only: add a new row instead'); END
      """)
}
