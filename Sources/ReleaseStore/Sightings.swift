import Checks
import Extracts
import GRDB

/// How an extract came to be known as one that is stored.
enum SightingKind: String {
  /// Its very bytes were seen before.
  case bytes
  /// Other bytes hold the same cells, printed the same way.
  case cells
  /// Other bytes hold the same cells, and something about their print differs.
  case cosmetic
}

/// What was seen again, and how it differed.
struct SightingNote {
  let kind: SightingKind
  /// In the order of their kinds; empty for the same bytes.
  let changes: [Presentation.Change]

  static let sameBytes = Self(kind: .bytes, changes: [])

  /// The same cells in other bytes.
  static func sameCells(_ changes: Set<Presentation.Change>) -> Self {
    Self(
      kind: changes.isEmpty ? .cells : .cosmetic,
      changes: Presentation.Change.allCases.filter(changes.contains))
  }
}

/// A step of the schema: how tables were printed, and what differed when their figures came again.
func keepPresentations(_ db: Database) throws {
  try db.execute(sql: tables)
  try makeAppendOnly(["presentation", "sighting"], in: db)
}

private let tables = """
  -- How a table was printed: layout, language, headings in their order, as JSON. Many releases share one.
  CREATE TABLE presentation (
    fingerprint TEXT NOT NULL PRIMARY KEY CHECK (length(fingerprint) = 64),
    body TEXT NOT NULL
  ) STRICT;
  ALTER TABLE release ADD COLUMN presentation TEXT REFERENCES presentation (fingerprint);
  -- Which state of the readers made it.
  ALTER TABLE release ADD COLUMN reader INTEGER NOT NULL DEFAULT 1;

  -- Of a sighting: what differs in print.
  ALTER TABLE outcome ADD COLUMN changes TEXT NOT NULL DEFAULT '[]';

  ALTER TABLE sighting RENAME TO old_sighting;
  DROP INDEX sightingsOfExtract;
  -- The same bytes again, the same cells in other bytes, or the same cells printed differently.
  CREATE TABLE sighting (
    id INTEGER PRIMARY KEY,
    "release" INTEGER NOT NULL REFERENCES release (id),
    extract INTEGER NOT NULL REFERENCES extract (id),
    attempt INTEGER NOT NULL REFERENCES attempt (id),
    kind TEXT NOT NULL CHECK (kind IN ('bytes', 'cells', 'cosmetic')),
    changes TEXT NOT NULL DEFAULT '[]',
    at TEXT NOT NULL
  ) STRICT;
  INSERT INTO sighting SELECT id, "release", extract, attempt, kind, '[]', at FROM old_sighting;
  DROP TABLE old_sighting;
  CREATE INDEX sightingsOfExtract ON sighting (extract);
  CREATE INDEX sightingsOfRelease ON sighting ("release");
  """

extension Presentation {
  /// The stored form and its name.
  func stored() throws -> (fingerprint: Fingerprint, body: String) {
    let body = try json(self)
    return (Fingerprint(of: body.utf8), body)
  }
}

/// How a table that has the cells of a stored release differs from it in print.
///
/// Releases that are older than this was kept differ in their marks alone.
func changesInPrint(
  of table: CheckedTable, from release: Int64, in db: Database
) throws -> Set<Presentation.Change> {
  let find = try db.cachedStatement(
    sql: #"SELECT body FROM "release" JOIN presentation ON fingerprint = presentation WHERE "release".id = ?"#
  )
  let body = try String.fetchOne(find, arguments: [release])
  let stored: Presentation? = try body.map { try fromJSON($0) }
  var changes = stored.map { table.presentation.changes(from: $0) } ?? []
  let marks = try db.cachedStatement(
    sql: #"SELECT origin, destination, mark FROM flow_cell WHERE "release" = ? AND mark IS NOT NULL"#)
  let then = try Row.fetchAll(marks, arguments: [release]).map {
    "\(try $0.flow()) \(try $0.value("mark", as: String.self))"
  }
  let now = table.cells.compactMap { cell in cell.mark.map { "\(cell.flow) \($0)" } }
  if Set(now) != Set(then) { changes.insert(.marks) }
  return changes
}
