import Checks
import Extracts
import FlowTables
import GRDB

/// What a store holds of one dataset and year, as far as the fate of some cells depends on it.
///
/// Not every vintage: a year may have hundreds, and each newcomer asks.
struct Standing {
  /// A stored edition.
  struct Vintage {
    let release: Int64
    let number: Int
    let digest: Fingerprint
    /// What showed it to be right when it came, and since.
    let proof: [Proof]
    let releasedOn: CivilDate?
    /// Whether it was accepted although its sums contradict it, and nothing has closed that yet.
    let isDefective: Bool
  }

  /// The last to arrive, of those that no earlier one was dated after.
  let current: Vintage?
  /// Those with the very cells of the newcomer, in order of arrival.
  let alike: [Vintage]
  /// The number of the last vintage; 0 where there is none.
  let last: Int
  /// The latest of the publisher's dates.
  let latestDate: CivilDate?

  /// The number of the next vintage.
  var next: Int { last + 1 }

  /// Whether an edition of that date, arriving now, becomes current.
  ///
  /// An undated one does: it is taken to say what the publisher says now. One
  /// that is dated before any edition that is here already is an older edition,
  /// loaded late.
  func yields(toEditionOf date: CivilDate?) -> Bool {
    guard let date, let latestDate else { return true }
    return date >= latestDate
  }

  /// The stored edition that a newcomer with its cells and date is, where that would not become current.
  func olderEdition(dated date: CivilDate?) -> Vintage? {
    yields(toEditionOf: date) ? nil : alike.last { $0.releasedOn == date }
  }
}

extension Standing {
  /// Reads what matters to cells of a digest.
  ///
  /// Asks two indexes: where a damaged file makes them disagree, a newcomer would be stored as something that it isn't.
  init(of dataset: String, in year: ReferenceYear, for digest: Fingerprint, from db: Database) throws {
    let find = { (condition: String) in
      try db.cachedStatement(
        sql: """
          SELECT id, vintage, cellsDigest, releasedOn,
            EXISTS (SELECT 1 FROM open_defect WHERE open_defect."release" = "release".id) AS isDefective,
            (SELECT json_group_array(word) FROM (SELECT value AS word FROM json_each("release".proof)
              UNION SELECT kind FROM proof WHERE proof."release" = "release".id AND holds = tried
                AND kind <> 'companion')) AS proof
          FROM "release" \(condition)
          """)
    }
    current = try Row.fetchOne(
      find("INDEXED BY sqlite_autoindex_release_1 \(Self.isCurrent)"), arguments: [dataset, year.value]
    ).map(Vintage.init)
    let inTime = try db.cachedStatement(
      sql: "SELECT id FROM \"release\" INDEXED BY releasesInTime \(Self.isCurrent)")
    let seen = try Int64.fetchOne(inTime, arguments: [dataset, year.value])
    alike = try Row.fetchAll(
      find(
        "INDEXED BY releasesByCells WHERE cellsDigest = ?3 AND dataset = ?1 AND referenceYear = ?2 ORDER BY vintage"
      ),
      arguments: [dataset, year.value, digest.hex]
    ).map(Vintage.init)
    // From the index alone, which still knows a row that the table has lost.
    let highest = try db.cachedStatement(
      sql: #"SELECT max(vintage) FROM "release" WHERE dataset = ? AND referenceYear = ?"#)
    last = try Int.fetchOne(highest, arguments: [dataset, year.value]) ?? 0
    let latest = try db.cachedStatement(
      sql: #"SELECT max(releasedOn) AS latestDate FROM "release" WHERE dataset = ? AND referenceYear = ?"#)
    latestDate = try Row.fetchOne(latest, arguments: [dataset, year.value])?.optional("latestDate") {
      CivilDate(iso: $0)
    }
    try checkConsistency(of: "\(dataset) \(year)", for: digest, seenInTime: seen)
  }

  private static let isCurrent = """
    WHERE dataset = ? AND referenceYear = ? AND becameCurrent ORDER BY vintage DESC LIMIT 1
    """

  private func checkConsistency(of year: String, for digest: Fingerprint, seenInTime: Int64?) throws {
    guard let current else {
      guard last == 0, alike.isEmpty, seenInTime == nil else {
        throw DamagedValue(what: "\(year) has vintages, but none is current")
      }
      return
    }
    guard seenInTime == current.release,
      alike.allSatisfy({ $0.digest == digest }), alike.allSatisfy({ $0.number <= last }),
      current.digest != digest || alike.contains(where: { $0.release == current.release })
    else { throw DamagedValue(what: "the indexes over the releases of \(year) disagree") }
  }
}

extension Standing.Vintage {
  fileprivate init(_ row: Row) throws {
    self.init(
      release: try row.value("id"), number: try row.value("vintage"),
      digest: try row.value("cellsDigest") { Fingerprint(hex: $0) }, proof: try fromJSON(row.value("proof")),
      releasedOn: try row.optional("releasedOn") { CivilDate(iso: $0) },
      isDefective: try row.value("isDefective"))
  }
}
