package import Answers
import Checks
import FlowTables
import ReleaseStore

/// What changed between two vintages, for a terminal: both figures, symbols apart from numbers, both totals.
package func revisionText(_ revision: Revision) -> String {
  let (from, to) = (revision.from, revision.to)
  var text =
    "\(to.dataset) \(to.year), r\(from.vintage) to r\(to.vintage) (\(causeText(of: to))), persons\n"
  let name = { (place: Place) in revision.dataset.name(of: place) }
  if !revision.values.isEmpty {
    var table = TextTable([
      ("From", .left), ("To", .left), ("r\(from.vintage)", .right), ("r\(to.vintage)", .right),
      ("Change", .right),
    ])
    for change in revision.values {
      table.add([
        name(change.flow.origin), name(change.flow.destination), valueText(change.was), valueText(change.now),
        changeText(change),
      ])
    }
    text += table.text
  }
  if !revision.symbols.isEmpty {
    var table = TextTable([
      ("From", .left), ("To", .left), ("Symbol in r\(from.vintage)", .left),
      ("Symbol in r\(to.vintage)", .left),
    ])
    for change in revision.symbols {
      table.add([
        name(change.flow.origin), name(change.flow.destination), change.was?.mark ?? "none",
        change.now?.mark ?? "none",
      ])
    }
    text += "\(revision.values.isEmpty ? "" : "\n")Only the printed symbol changed:\n" + table.text
  }
  if revision.isEmpty { text += "No difference.\n" }
  return text
    + "\n\(counted(revision.values.count, "figure")) and \(counted(revision.symbols.count, "symbol")) changed; total "
    + "\(grouped(from.total)) in r\(from.vintage), \(grouped(to.total)) in r\(to.vintage).\n"
}

/// A number with its noun: `1 figure`, `2 figures`.
func counted(_ number: Int, _ noun: String) -> String {
  "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
}

/// A cause, and what it was before somebody corrected it.
func causeText(of release: ReleaseRecord) -> String {
  release.cause.rawValue + (release.causeCorrection.map { ", first taken for \($0.was.rawValue)" } ?? "")
}

private func valueText(_ cell: StoredCell?) -> String {
  switch cell?.value {
  case .persons(let number): grouped(number)
  case .absent(let reason): reason.rawValue
  case nil: "no such pair"
  }
}

private func changeText(_ change: Revision.Change) -> String {
  guard let was = change.was?.value.number, let now = change.now?.value.number else { return "" }
  let (difference, overflow) = now.subtractingReportingOverflow(was)
  guard !overflow else { return "" }
  return difference > 0 ? "+\(grouped(difference))" : grouped(difference)
}

/// The answer of `diff` for scripts.
package struct RevisionDocument: Encodable {
  private let revision: Revision

  /// Both vintages, every pair that changed, and both totals.
  package init(_ revision: Revision) { self.revision = revision }

  private struct Vintage: Encodable {
    let vintage: Int
    let total: Int
  }

  private struct Target: Encodable {
    let vintage: Int
    let total: Int
    let cause: Cause
    let causeCorrection: CauseCorrection?

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(vintage, forKey: .vintage)
      try container.encode(total, forKey: .total)
      try container.encode(cause, forKey: .cause)
      try container.encode(causeCorrection, forKey: .causeCorrection)
    }

    enum CodingKeys: CodingKey { case vintage, total, cause, causeCorrection }
  }

  /// A pair whose number, or the reason why it has none, changed.
  private struct ValueChange: Encodable {
    let change: Revision.Change

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(change.flow.origin.code, forKey: .from)
      try container.encode(change.flow.destination.code, forKey: .to)
      try container.encode(change.was?.value.number, forKey: .was)
      try container.encode(change.now?.value.number, forKey: .now)
      try container.encode(change.was?.value.absence, forKey: .wasAbsent)
      try container.encode(change.now?.value.absence, forKey: .isAbsent)
    }

    enum CodingKeys: String, CodingKey {
      case from, to, was, wasAbsent, isAbsent
      case now = "is"
    }
  }

  /// A pair of which only the printed symbol changed.
  private struct SymbolChange: Encodable {
    let change: Revision.Change

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(change.flow.origin.code, forKey: .from)
      try container.encode(change.flow.destination.code, forKey: .to)
      try container.encode(change.was?.mark, forKey: .was)
      try container.encode(change.now?.mark, forKey: .now)
    }

    enum CodingKeys: String, CodingKey {
      case from, to, was
      case now = "is"
    }
  }

  private enum CodingKeys: CodingKey { case dataset, year, from, to, cells, symbols }

  /// Writes every key, with `null` where there is no value.
  package func encode(to encoder: any Encoder) throws {
    let (from, to) = (revision.from, revision.to)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(to.dataset, forKey: .dataset)
    try container.encode(to.year, forKey: .year)
    try container.encode(Vintage(vintage: from.vintage, total: from.total), forKey: .from)
    try container.encode(
      Target(vintage: to.vintage, total: to.total, cause: to.cause, causeCorrection: to.causeCorrection),
      forKey: .to)
    try container.encode(revision.values.map(ValueChange.init), forKey: .cells)
    try container.encode(revision.symbols.map(SymbolChange.init), forKey: .symbols)
  }
}

extension CellValue {
  /// Why there is no number; `nil` for a number.
  fileprivate var absence: String? {
    if case .absent(let reason) = self { reason.rawValue } else { nil }
  }
}
