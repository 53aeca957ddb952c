import FlowTables
import Foundation
package import ReleaseStore

/// For each stored year how long its figures have been the same, one line each.
package func confirmationLines(_ confirmations: [Confirmation]) -> String {
  confirmations.map { seen in
    "\(seen.release.dataset) \(seen.release.year) r\(seen.release.vintage): same since "
      + "\(seen.release.publicationDay), last confirmed \(CivilDate(seen.lastAt)), \(counted(seen.looks, "look"))\n"
  }.joined()
}

/// The ledger of looks for a terminal, oldest first.
package func looksTable(_ looks: [LookInterval]) -> String {
  guard !looks.isEmpty else { return "No look is in the ledger.\n" }
  var table = TextTable([
    ("Source", .left), ("For", .left), ("Result", .left), ("From", .left), ("To", .left), ("Looks", .right),
    ("Detail", .left),
  ])
  for look in looks {
    let folded =
      look.result == .several
      ? "\(grouped(look.brought)) brought something, \(grouped(look.failed)) failed" : nil
    table.add([
      look.source, look.subject.map { "\($0.dataset) \($0.year)" } ?? "", look.result.rawValue,
      timestamp(look.firstAt), timestamp(look.lastAt), grouped(look.count), folded ?? look.detail ?? "",
    ])
  }
  return table.text
}

/// The ledger of looks for scripts.
package struct LooksDocument: Encodable {
  private struct Year: Encodable {
    let seen: Confirmation

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(seen.release.dataset, forKey: .dataset)
      try container.encode(seen.release.year, forKey: .year)
      try container.encode(seen.release.vintage, forKey: .vintage)
      try container.encode(seen.release.publicationDay, forKey: .sameSince)
      try container.encode(seen.lastAt, forKey: .lastConfirmedAt)
      try container.encode(seen.looks, forKey: .looks)
    }

    enum CodingKeys: CodingKey { case dataset, year, vintage, sameSince, lastConfirmedAt, looks }
  }

  private struct Look: Encodable {
    let look: LookInterval

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(look.source, forKey: .source)
      try container.encode(look.subject?.dataset, forKey: .dataset)
      try container.encode(look.subject?.year, forKey: .year)
      try container.encode(look.result, forKey: .result)
      try container.encode(look.detail, forKey: .detail)
      try container.encode(look.firstAt, forKey: .firstAt)
      try container.encode(look.lastAt, forKey: .lastAt)
      try container.encode(look.count, forKey: .count)
      try container.encode(look.failed, forKey: .failed)
      try container.encode(look.brought, forKey: .brought)
    }

    enum CodingKeys: CodingKey {
      case source, dataset, year, result, detail, firstAt, lastAt, count, failed, brought
    }
  }

  private let years: [Year]
  private let looks: [Look]

  /// Both lists as they come.
  package init(_ confirmations: [Confirmation], _ looks: [LookInterval]) {
    (years, self.looks) = (confirmations.map(Year.init), looks.map(Look.init))
  }
}
