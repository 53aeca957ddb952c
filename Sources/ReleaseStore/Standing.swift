import Checks
import Extracts
import FlowTables
import GRDB

/// What a store holds of one dataset and year, as far as a newcomer's fate depends on it.
struct Standing {
  /// A stored edition.
  struct Vintage {
    let release: Int64
    let number: Int
    let digest: Fingerprint
    let proof: [Proof]
    let releasedOn: CivilDate?
    let becameCurrent: Bool
  }

  /// In order of arrival.
  let vintages: [Vintage]

  /// The last to arrive, of those that no earlier one was dated after.
  var current: Vintage? { vintages.last { $0.becameCurrent } }

  /// The number of the next vintage.
  var next: Int { (vintages.last?.number ?? 0) + 1 }

  /// Whether an edition of that date, arriving now, becomes current.
  ///
  /// An undated one does: it is taken to say what the publisher says now. One
  /// that is dated before any edition that is here already is an older edition,
  /// loaded late.
  func yields(toEditionOf date: CivilDate?) -> Bool {
    guard let date, let latest = vintages.compactMap(\.releasedOn).max() else { return true }
    return date >= latest
  }
}

extension Standing {
  /// Reads the vintages of a dataset's year.
  init(of dataset: String, in year: ReferenceYear, from db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        SELECT id, vintage, cellsDigest, proof, releasedOn, becameCurrent FROM release
        WHERE dataset = ? AND referenceYear = ? ORDER BY vintage
        """)
    vintages = try Row.fetchAll(statement, arguments: [dataset, year.value]).map { row in
      Vintage(
        release: try row.value("id"), number: try row.value("vintage"),
        digest: try row.value("cellsDigest") { Fingerprint(hex: $0) },
        proof: try fromJSON(row.value("proof")),
        releasedOn: try row.optional("releasedOn") { CivilDate(iso: $0) },
        becameCurrent: try row.value("becameCurrent"))
    }
  }
}
