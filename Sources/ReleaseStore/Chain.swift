import Checks
import Extracts
import FlowTables
import Foundation
import GRDB

/// What a store says of a release besides its cells.
struct ReleaseFacts {
  let dataset: String
  let year: ReferenceYear
  let vintage: Int
  let cause: Cause
  /// RFC 3339, as it is stored.
  let recordedAt: String
  let releasedOn: CivilDate?
  let becameCurrent: Bool
  let total: Int
  /// What showed it to be right when it came, as JSON.
  let proof: String
  let definition: Fingerprint
  let layout: String
  let reader: Int
}

/// A link of the chain over all releases, in order of arrival: whoever changes one changes every link after it.
///
/// - Covers: the link before, the release's facts, the SHA-256 of its extracts, and every cell with its mark and place.
struct ChainLink {
  /// What stands before the first release.
  static let none = String(repeating: "0", count: 64)

  let digest: Fingerprint

  /// `extracts` names for each cell the extract that it came from.
  init(
    after previous: String, _ facts: ReleaseFacts, _ canonical: CanonicalCells, digest: Fingerprint,
    extracts: [String]
  ) {
    var text = Array(
      [
        previous, facts.dataset, facts.year.description, "r\(facts.vintage)", facts.cause.rawValue,
        facts.recordedAt, facts.releasedOn?.description ?? "", facts.becameCurrent ? "current" : "",
        String(facts.total), facts.proof, facts.definition.hex, facts.layout, String(facts.reader),
        digest.hex,
      ].joined(separator: "\n").utf8)
    text.reserveCapacity(text.count + 64 * canonical.cells.count)
    text += canonical.text
    var last = ""
    for (cell, extract) in zip(canonical.cells, extracts) {
      if extract != last {
        text += "\n".utf8
        text += extract.utf8
        last = extract
      }
      text.append(UInt8(ascii: "\n"))
      text += String(cell.at.line).utf8
      text.append(UInt8(ascii: ":"))
      text += String(cell.at.column).utf8
      if let address = cell.at.cell { text += address.utf8 }
      if let mark = cell.mark {
        text.append(UInt8(ascii: " "))
        text += mark.utf8
      }
    }
    self.digest = Fingerprint(of: text)
  }
}

/// A step of the schema: the chain, over what is stored already as well.
func chainReleases(_ db: Database) throws {
  try db.execute(
    sql: """
      -- Each link covers a release, its cells, its extracts and the link before.
      CREATE TABLE chain (
        "release" INTEGER PRIMARY KEY REFERENCES release (id),
        link TEXT NOT NULL CHECK (length(link) = 64)
      ) STRICT;
      """)
  for release in try Int64.fetchAll(db, sql: #"SELECT id FROM "release" ORDER BY id"#) {
    try insertLink(try StoredRelease(release, in: db).link(after: lastLink(in: db)), of: release, in: db)
  }
  try makeAppendOnly(["chain"], in: db)
}

/// The last link, which stands for the whole store.
func lastLink(in db: Database) throws -> String {
  let find = try db.cachedStatement(sql: #"SELECT link FROM chain ORDER BY "release" DESC LIMIT 1"#)
  return try String.fetchOne(find) ?? ChainLink.none
}

/// Writes a release's link.
func insertLink(_ link: ChainLink, of release: Int64, in db: Database) throws {
  try db.cachedStatement(sql: #"INSERT INTO chain ("release", link) VALUES (?, ?)"#)
    .execute(arguments: [release, link.digest.hex])
}

/// A release as it stands in the store, whole, for proving it.
struct StoredRelease {
  let facts: ReleaseFacts
  /// The digest that was stored with it.
  let digest: Fingerprint
  let canonical: CanonicalCells
  /// For each cell, the extract that it came from.
  let extracts: [String]

  init(_ release: Int64, in db: Database) throws {
    let find = try db.cachedStatement(sql: #"SELECT * FROM "release" WHERE id = ?"#)
    guard let row = try Row.fetchOne(find, arguments: [release]) else {
      throw DamagedValue(what: "release \(release) is not there")
    }
    facts = ReleaseFacts(
      dataset: try row.value("dataset"), year: try row.referenceYear(), vintage: try row.value("vintage"),
      cause: try row.value("cause") { Cause(rawValue: $0) }, recordedAt: try row.value("recordedAt"),
      releasedOn: try row.optional("releasedOn") { CivilDate(iso: $0) },
      becameCurrent: try row.value("becameCurrent"), total: try row.value("total"),
      proof: try row.value("proof"),
      definition: try row.value("definition") { Fingerprint(hex: $0) }, layout: try row.value("layout"),
      reader: try row.value("reader"))
    digest = try row.value("cellsDigest") { Fingerprint(hex: $0) }
    let select = try db.cachedStatement(
      sql: """
        SELECT origin, destination, persons, absence, mark, atLine, atColumn, atSheetCell, sha256
        FROM flow_cell JOIN extract ON extract.id = extract WHERE "release" = ?1
        ORDER BY origin = ?2, origin, destination = ?2, destination
        """)
    var (cells, extracts): ([CanonicalCells.Cell], [String]) = ([], [])
    let rows = try Row.fetchCursor(select, arguments: [release, Place.abroad.code])
    while let row = try rows.next() {
      cells.append(
        CanonicalCells.Cell(
          flow: try row.flow(), value: try row.cellValue(), mark: try row.optional("mark"),
          at: try row.sourcePlace()))
      extracts.append(try row.value("sha256"))
    }
    canonical = CanonicalCells(of: facts.dataset, in: facts.year, ordered: cells)
    self.extracts = extracts
  }

  /// The link that belongs after another.
  func link(after previous: String) -> ChainLink {
    ChainLink(after: previous, facts, canonical, digest: digest, extracts: extracts)
  }
}
