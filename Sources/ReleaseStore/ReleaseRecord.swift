package import Checks
package import Extracts
package import FlowTables
package import Foundation
import GRDB

/// One stored edition of one reference year.
package struct ReleaseRecord: Hashable, Sendable {
  /// Its number in the store.
  package let id: Int64
  /// The dataset's name.
  package let dataset: String
  /// The year the moves happened in.
  package let year: ReferenceYear
  /// Its ordinal within the year.
  package let vintage: Int
  /// Why it exists, as far as is known today.
  package let cause: Cause
  /// What it bore before, where somebody corrected that.
  package let causeCorrection: CauseCorrection?
  /// That it was accepted although its sums contradict it.
  package let defect: Defect?
  /// Our clock when it was stored.
  package let recordedAt: Date
  /// The publisher's date, where known.
  package let releasedOn: CivilDate?
  /// Whether it held when it came; an older edition that came late did not.
  package let becameCurrent: Bool
  /// The digest of its canonical cells.
  package let cellsDigest: Fingerprint
  /// The grand total.
  ///
  /// - Unit: persons.
  package let total: Int
  /// What showed that the reading is right when it was stored.
  let proofAtArrival: [Proof]
  /// The sums and witnesses in numbers, also those that came later; none for releases that were stored before these
  /// were kept.
  package let proofs: [ProofRecord]
  /// Which dataset definition read it.
  package let definition: Fingerprint
  /// Which layout read it.
  package let layout: String
  /// Which state of the readers made it.
  package let reader: Int
  /// The extracts that it was read from.
  package let extracts: [ExtractReference]

  /// What shows that the reading is right, in the order of ``Proof``.
  ///
  /// Sums count that came with the same figures later; a companion counts where one confirms and none contradicts.
  package var proof: [Proof] {
    let companions = proofs.filter { $0.kind == Proof.companion.rawValue }
    var proven = Set(proofAtArrival + proofs.filter(\.isWhole).compactMap { Proof(rawValue: $0.kind) })
    if !companions.allSatisfy(\.isWhole) { proven.remove(.companion) }
    return Proof.allCases.filter(proven.contains)
  }

  /// The words for its proof, in the order of ``Proof``.
  package var proofWords: [String] { proof.map(\.rawValue) }

  /// The 64 hexadecimal digits of ``cellsDigest``.
  package var cellsSha256: String { cellsDigest.hex }
}

/// One kind of proof of a release in numbers, or one witness.
package struct ProofRecord: Hashable, Sendable, Codable {
  /// A word of ``Proof``.
  package let kind: String
  /// How many sums hold, or statements agree.
  package let holds: Int
  /// How many were tried.
  package let tried: Int
  /// How many figures these stand on.
  package let cells: Int
  /// The companion or dataset that is the witness; `nil` for the table's own sums.
  package let witness: String?

  /// Whether all that were tried hold.
  package var isWhole: Bool { holds == tried }

  /// Writes every key, with `null` where there is no value.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(holds, forKey: .holds)
    try container.encode(tried, forKey: .tried)
    try container.encode(cells, forKey: .cells)
    try container.encode(witness, forKey: .witness)
  }
}

/// An extract as people refer to it.
package struct ExtractReference: Hashable, Sendable, Codable {
  /// 64 hexadecimal digits.
  package let sha256: String
  /// The name it first came under.
  package let name: String
}

extension ReleaseRecord {
  /// What every query for releases begins with; the table goes by `wanted`.
  static func select(from table: String) -> String {
    """
    SELECT wanted.*, (
      SELECT json_group_array(json_object('sha256', sha256, 'name', firstName))
      FROM (SELECT sha256, firstName FROM release_extract JOIN extract ON extract.id = extract
        WHERE release_extract."release" = wanted.id ORDER BY extract.id)) AS extracts, (
      SELECT json_group_array(json_object('kind', kind, 'holds', holds, 'tried', tried, 'cells', cells,
        'witness', witness))
      FROM (SELECT * FROM proof WHERE "release" = wanted.id ORDER BY id)) AS proofs, (
      SELECT json_object('cause', cause, 'because', because, 'by', by, 'at', at)
      FROM cause_correction WHERE "release" = wanted.id ORDER BY id DESC LIMIT 1) AS correction, (
      SELECT json_object('findings', json(findings), 'because', because, 'by', by,
        'isOpen', json(iif(EXISTS (SELECT 1 FROM open_defect WHERE open_defect."release" = wanted.id),
          'true', 'false')))
      FROM defect WHERE "release" = wanted.id) AS defect
    FROM \(table) AS wanted
    """
  }

  init(_ row: Row) throws {
    let cause = try row.value("cause") { Cause(rawValue: $0) }
    let correction: StoredCorrection? = try row.optional("correction").map { try fromJSON($0) }
    self.init(
      id: try row.value("id"), dataset: try row.value("dataset"), year: try row.referenceYear(),
      vintage: try row.value("vintage"), cause: correction?.cause ?? cause,
      causeCorrection: try correction.map { try CauseCorrection(of: cause, $0) },
      defect: try row.optional("defect").map { try fromJSON($0) },
      recordedAt: try row.value("recordedAt") { Date(timestamp: $0) },
      releasedOn: try row.optional("releasedOn") { CivilDate(iso: $0) },
      becameCurrent: try row.value("becameCurrent"),
      cellsDigest: try row.value("cellsDigest") { Fingerprint(hex: $0) }, total: try row.value("total"),
      proofAtArrival: try fromJSON(row.value("proof")), proofs: try fromJSON(row.value("proofs")),
      definition: try row.value("definition") { Fingerprint(hex: $0) }, layout: try row.value("layout"),
      reader: try row.value("reader"), extracts: try fromJSON(row.value("extracts")))
  }
}

/// A row of `cause_correction`.
private struct StoredCorrection: Decodable {
  let cause: Cause
  let because: String
  let by: String
  let at: String
}

extension CauseCorrection {
  fileprivate init(of cause: Cause, _ stored: StoredCorrection) throws {
    guard let at = Date(timestamp: stored.at) else { throw DamagedValue(what: "at holds '\(stored.at)'") }
    self.init(was: cause, because: stored.because, by: stored.by, at: at)
  }
}

extension Row {
  /// The year of a stored release.
  func referenceYear() throws -> ReferenceYear {
    let number: Int = try value("referenceYear")
    guard let year = ReferenceYear(number) else { throw DamagedValue(what: "\(number) is not a year") }
    return year
  }
}
