import FlowTables
import GRDB

/// A step of the schema: names of places, labels and views, for those who query the store without this program.
func describeForOthers(_ db: Database) throws {
  try db.execute(sql: names + views)
  for row in try Row.fetchAll(db, sql: "SELECT fingerprint, body FROM definition") {
    let dataset: Dataset = try fromJSON(row.value("body"))
    try insertPlaces(of: dataset, definition: row.value("fingerprint"), in: db)
  }
  try makeAppendOnly(["place"], in: db)
}

private let names = """
  -- What the places of a release's definition are called.
  CREATE TABLE place (
    definition TEXT NOT NULL REFERENCES definition (fingerprint),
    code TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    -- By language, as a JSON object.
    names TEXT NOT NULL,
    PRIMARY KEY (definition, code)
  ) STRICT, WITHOUT ROWID;

  -- All that it takes to see which vintage held at some moment, so that others' rows need not be read.
  CREATE INDEX releasesInTime ON "release"
    (dataset, referenceYear, vintage, becameCurrent, recordedAt, releasedOn);

  -- What to show for a release where another table refers to it.
  ALTER TABLE "release" ADD COLUMN label TEXT
    GENERATED ALWAYS AS (dataset || ' ' || referenceYear || ' r' || vintage) VIRTUAL;
  """

private let views = """
  -- Every cell of every vintage, with its names, its edition and its place in the publisher's extract.
  CREATE VIEW flow_history AS
    SELECT "release".dataset, "release".referenceYear AS year, "release".vintage,
      origin, coalesce(o.name, origin) AS originName, destination, coalesce(d.name, destination) AS destinationName,
      persons, absence, mark,
      coalesce((SELECT cause_correction.cause FROM cause_correction
        WHERE cause_correction."release" = "release".id ORDER BY id DESC LIMIT 1), "release".cause) AS cause,
      releasedOn, recordedAt, sha256, firstName AS extractName, atLine, atColumn, atSheetCell,
      EXISTS (SELECT 1 FROM open_defect WHERE open_defect."release" = "release".id) AS hasOpenDefect,
      "release".id AS "release"
    FROM "release" JOIN flow_cell ON flow_cell."release" = "release".id
      JOIN extract ON extract.id = flow_cell.extract
      LEFT JOIN place AS o ON o.definition = "release".definition AND o.code = origin
      LEFT JOIN place AS d ON d.definition = "release".definition AND d.code = destination;

  -- The cells of the vintages that hold now.
  CREATE VIEW current_flow AS
    SELECT flow_history.* FROM current_release JOIN flow_history ON flow_history."release" = current_release.id;
  """

/// Writes what the places of a definition are called.
func insertPlaces(of dataset: Dataset, definition: String, in db: Database) throws {
  let insert = try db.cachedStatement(
    sql: "INSERT INTO place (definition, code, position, name, names) VALUES (?, ?, ?, ?, ?)")
  // A code may stand for one place until some year and for another from then on: the last name it has is shown.
  var last: [String: Int] = [:]
  for (position, place) in dataset.places.enumerated() { last[place.place.code] = position }
  for (position, place) in dataset.places.enumerated() where last[place.place.code] == position {
    try insert.execute(arguments: [
      definition, place.place.code, position, dataset.name(of: place.place), try json(place.names),
    ])
  }
}
