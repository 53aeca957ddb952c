package import Checks
import Extracts
package import FlowTables
package import Foundation
import GRDB

/// What somebody decided, and why: a new fact beside the old ones.
package struct Decision: Hashable, Sendable {
  /// For whoever asks years later.
  package let because: String
  /// Who decided, such as the user's name.
  package let by: String

  /// A decision with its reason.
  package init(because: String, by: String) { (self.because, self.by) = (because, by) }
}

/// Another cause that somebody gave a release.
package struct CauseCorrection: Hashable, Sendable, Codable {
  /// What the release bore before.
  package let was: Cause
  /// Why.
  package let because: String
  /// Who said so.
  package let by: String
  /// Our clock.
  package let at: Date
}

/// That a release was accepted although its own sums contradict it.
package struct Defect: Hashable, Sendable, Codable {
  /// The sums.
  package let findings: [Finding]
  /// Why it was accepted.
  package let because: String
  /// Who accepted it.
  package let by: String
  /// Whether it still holds: neither has a sound edition come, nor sums that bear the figures out.
  package let isOpen: Bool
}

/// A step of the schema: what people decided about releases and about what waited in quarantine.
func keepDecisions(_ db: Database) throws {
  try db.execute(sql: tables)
  try makeAppendOnly(["decision", "defect", "cause_correction"], in: db)
}

private let tables = """
  ALTER TABLE quarantine RENAME TO old_quarantine;
  DROP INDEX quarantinedOnce;
  -- A refused or held table; the same one refused again is the same item.
  CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,
    dataset TEXT,
    referenceYear INTEGER,
    fate TEXT NOT NULL CHECK (fate IN ('refused', 'held')),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'settled', 'accepted', 'dropped')),
    source TEXT,
    name TEXT NOT NULL,
    findings TEXT NOT NULL,
    openedAt TEXT NOT NULL,
    lastAt TEXT NOT NULL,
    -- The readers and definitions that judged it last; others may judge it otherwise.
    judgedBy TEXT NOT NULL,
    -- The publisher's date, where somebody stated it.
    releasedOn TEXT
  ) STRICT;
  INSERT INTO quarantine SELECT *, '', NULL FROM old_quarantine;
  DROP TABLE old_quarantine;
  CREATE UNIQUE INDEX quarantinedOnce
    ON quarantine (sha256, coalesce(dataset, ''), coalesce(referenceYear, 0));

  -- What somebody decided about an item of the quarantine.
  CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    quarantine INTEGER NOT NULL REFERENCES quarantine (id),
    "action" TEXT NOT NULL CHECK ("action" IN ('accept', 'drop')),
    because TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL
  ) STRICT;

  -- A release that was accepted although its sums contradict it; the findings are a JSON array.
  CREATE TABLE defect (
    "release" INTEGER PRIMARY KEY REFERENCES release (id) DEFERRABLE INITIALLY DEFERRED,
    findings TEXT NOT NULL,
    because TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL
  ) STRICT;

  -- Another cause for a release; the latest holds.
  CREATE TABLE cause_correction (
    id INTEGER PRIMARY KEY,
    "release" INTEGER NOT NULL REFERENCES release (id),
    cause TEXT NOT NULL,
    because TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX causesOfRelease ON cause_correction ("release");

  -- Defects that no later edition, and no sighting that adds up, has closed.
  CREATE VIEW open_defect AS
    SELECT defect.* FROM defect JOIN current_release ON current_release.id = defect."release"
    WHERE 3 > (SELECT count(DISTINCT kind) FROM proof
      WHERE proof."release" = defect."release" AND kind IN ('rows', 'columns', 'total') AND holds = tried);
  """

extension ReleaseStore {
  /// Says that a release exists for another cause than it bears; what it bore stays in the ledger.
  ///
  /// - Throws: nothing for a vintage that is not there: then it gives `false`.
  package func correctCause(
    of dataset: String, in year: ReferenceYear, vintage: Int, to cause: Cause, _ decision: Decision
  ) throws(StoreError) -> Bool {
    try writing { db, time in
      try db.execute(
        sql: """
          INSERT INTO cause_correction ("release", cause, because, by, at)
          SELECT id, ?4, ?5, ?6, ?7 FROM "release" WHERE dataset = ?1 AND referenceYear = ?2 AND vintage = ?3
          """,
        arguments: [dataset, year.value, vintage, cause.rawValue, decision.because, decision.by, time])
      return db.changesCount > 0
    }
  }
}

extension Recording {
  /// Notes that sums contradict a release, and that somebody accepted it all the same.
  func insertDefect(_ findings: [Finding], of release: Int64, _ decision: Decision) throws {
    guard !findings.isEmpty else { return }
    try db.execute(
      sql: #"INSERT INTO defect ("release", findings, because, by, at) VALUES (?, ?, ?, ?, ?)"#,
      arguments: [release, try json(findings), decision.because, decision.by, at])
  }
}
