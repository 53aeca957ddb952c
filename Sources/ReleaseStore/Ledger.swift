import GRDB

/// The first schema: a ledger that only grows, and two tables of the day's work.
///
/// Times are RFC 3339 in UTC, dates ISO 8601; `proof` and `findings` are JSON arrays.
func createLedger(_ db: Database) throws {
  try db.execute(sql: extracts)
  try db.execute(sql: releases)
  try db.execute(sql: attempts)
  try db.execute(sql: work)
  try makeAppendOnly(
    [
      "extract", "definition", "attempt", "outcome", "filing", "sighting", "release", "release_extract",
      "flow_cell",
    ],
    in: db)
}

private let extracts = """
  -- Bytes as they came; of one over its source's limit only the head, until the whole comes too.
  CREATE TABLE extract (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    size INTEGER NOT NULL CHECK (size >= 0),
    isWhole INTEGER NOT NULL CHECK (isWhole IN (0, 1)),
    firstName TEXT NOT NULL,
    retrievedAt TEXT NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (sha256, isWhole)
  ) STRICT;

  -- The dataset definitions that releases were read with, as JSON.
  CREATE TABLE definition (
    fingerprint TEXT NOT NULL PRIMARY KEY CHECK (length(fingerprint) = 64),
    dataset TEXT NOT NULL,
    body TEXT NOT NULL,
    recordedAt TEXT NOT NULL
  ) STRICT;
  """

private let releases = """
  -- One edition of one reference year. becameCurrent: no vintage known by then was of a later date.
  CREATE TABLE release (
    id INTEGER PRIMARY KEY,
    dataset TEXT NOT NULL,
    referenceYear INTEGER NOT NULL,
    vintage INTEGER NOT NULL CHECK (vintage >= 1),
    cause TEXT NOT NULL,
    recordedAt TEXT NOT NULL,
    releasedOn TEXT,
    becameCurrent INTEGER NOT NULL CHECK (becameCurrent IN (0, 1)),
    cellsDigest TEXT NOT NULL CHECK (length(cellsDigest) = 64),
    total INTEGER NOT NULL,
    proof TEXT NOT NULL,
    definition TEXT NOT NULL REFERENCES definition (fingerprint),
    layout TEXT NOT NULL,
    UNIQUE (dataset, referenceYear, vintage)
  ) STRICT;
  CREATE INDEX releasesByCells ON release (cellsDigest);

  -- Written before its release, which then seals both tables: hence the deferred keys.
  CREATE TABLE release_extract (
    "release" INTEGER NOT NULL REFERENCES release (id) DEFERRABLE INITIALLY DEFERRED,
    extract INTEGER NOT NULL REFERENCES extract (id),
    PRIMARY KEY ("release", extract)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX releasesOfExtract ON release_extract (extract);

  CREATE TABLE flow_cell (
    "release" INTEGER NOT NULL REFERENCES release (id) DEFERRABLE INITIALLY DEFERRED,
    origin TEXT NOT NULL,
    destination TEXT NOT NULL,
    persons INTEGER CHECK (persons >= 0),
    absence TEXT CHECK (absence IN ('notApplicable', 'notAvailable', 'suppressed')),
    mark TEXT,
    atLine INTEGER NOT NULL,
    atColumn INTEGER NOT NULL,
    atSheetCell TEXT,
    extract INTEGER NOT NULL REFERENCES extract (id),
    PRIMARY KEY ("release", origin, destination),
    CHECK ((persons IS NULL) <> (absence IS NULL))
  ) STRICT, WITHOUT ROWID;

  CREATE VIEW current_release AS
    SELECT * FROM release AS candidate
    WHERE becameCurrent AND NOT EXISTS (
      SELECT 1 FROM release AS later
      WHERE later.dataset = candidate.dataset AND later.referenceYear = candidate.referenceYear
        AND later.becameCurrent AND later.vintage > candidate.vintage);
  """

private let attempts = """
  -- Written before an extract is read; one without an outcome is in hand, or died.
  CREATE TABLE attempt (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    source TEXT,
    fileIdentity TEXT,
    startedAt TEXT NOT NULL
  ) STRICT;
  CREATE INDEX attemptsAtExtract ON attempt (sha256);

  CREATE TABLE outcome (
    id INTEGER PRIMARY KEY,
    attempt INTEGER NOT NULL REFERENCES attempt (id),
    position INTEGER NOT NULL,
    dataset TEXT,
    referenceYear INTEGER,
    fate TEXT NOT NULL,
    vintage INTEGER,
    cellsChanged INTEGER,
    proof TEXT NOT NULL,
    findings TEXT NOT NULL,
    quarantine TEXT,
    recordedAt TEXT NOT NULL,
    UNIQUE (attempt, position)
  ) STRICT;

  -- The watched file has been moved away.
  CREATE TABLE filing (
    attempt INTEGER PRIMARY KEY REFERENCES attempt (id),
    at TEXT NOT NULL
  ) STRICT;

  -- The same bytes, or the same cells in other bytes, seen again.
  CREATE TABLE sighting (
    id INTEGER PRIMARY KEY,
    "release" INTEGER NOT NULL REFERENCES release (id),
    extract INTEGER NOT NULL REFERENCES extract (id),
    attempt INTEGER NOT NULL REFERENCES attempt (id),
    kind TEXT NOT NULL CHECK (kind IN ('bytes', 'cells')),
    at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX sightingsOfExtract ON sighting (extract);
  """

private let work = """
  -- A refused or held table; the same one refused again is the same item.
  CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,
    dataset TEXT,
    referenceYear INTEGER,
    fate TEXT NOT NULL CHECK (fate IN ('refused', 'held')),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'settled')),
    source TEXT,
    name TEXT NOT NULL,
    findings TEXT NOT NULL,
    openedAt TEXT NOT NULL,
    lastAt TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX quarantinedOnce
    ON quarantine (sha256, coalesce(dataset, ''), coalesce(referenceYear, 0));

  -- Consecutive looks at a source with the same result are one row.
  CREATE TABLE look (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('new', 'unchanged', 'failed')),
    detail TEXT,
    firstAt TEXT NOT NULL,
    lastAt TEXT NOT NULL,
    count INTEGER NOT NULL CHECK (count >= 1)
  ) STRICT;
  CREATE INDEX looksAtSource ON look (source, id);
  """
