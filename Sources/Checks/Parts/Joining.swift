import FlowTables

/// A table that came in several extracts and passed every blocking check as a whole.
package struct JoinedTable: Equatable, Sendable {
  /// The whole table.
  package let table: CheckedTable
  /// Which parts it was joined from: the newcomer as 0, others by their position among those that waited, from 1.
  package let parts: [Int]
  /// For each cell of the table, in its order, which of ``parts`` it came from.
  package let partOfCell: [Int]

  /// The same table with further warnings.
  package func adding(_ warnings: [Finding]) -> Self {
    Self(table: table.adding(warnings), parts: parts, partOfCell: partOfCell)
  }
}

/// Joins a part with some of those that wait for the rest of the same year's table, the latest first.
///
/// Parts are joined where they bring cells that are still missing and agree on all that both have.
///
/// - Throws: the ``Refusal`` of the first join that was complete and did not add up; one without findings where
///   parts are still missing.
package func join(
  _ newcomer: TablePart, with waiting: [TablePart], in context: CheckContext
) throws(Refusal) -> JoinedTable {
  var search = JoinSearch(parts: [newcomer] + waiting, context: context)
  if let joined = search.complete([0]) { return joined }
  throw search.firstRefusal ?? Refusal([])
}

/// Tries the ways in which parts make a whole.
private struct JoinSearch {
  /// So many whole tables are checked before the rest is given up.
  private static let mostChecks = 32
  /// A table is cut into no more parts than this.
  private static let mostParts = 8

  let parts: [TablePart]
  let context: CheckContext
  private let values: [[Flow: CellValue]]
  private let size: Int
  private var checksLeft = Self.mostChecks
  private(set) var firstRefusal: Refusal?

  init(parts: [TablePart], context: CheckContext) {
    (self.parts, self.context) = (parts, context)
    values = parts.map(\.values)
    let places = parts.first.map { $0.dataset.places(in: $0.referenceYear).count } ?? 0
    size = places * places
  }

  /// The first whole table that adds up with the chosen parts and later ones.
  mutating func complete(_ chosen: [Int]) -> JoinedTable? {
    guard checksLeft > 0, chosen.count <= Self.mostParts else { return nil }
    let union = chosen.reduce(into: [Flow: CellValue]()) { $0.merge(values[$1]) { first, _ in first } }
    if union.count == size { return checked(chosen) }
    let last = chosen.last ?? 0
    // Each set of parts is tried once: latest first, in the order in which they wait.
    for next in (chosen.count == 1 ? 1 : last + 1)..<max(parts.count, last + 1) {
      let agrees = values[next].allSatisfy { union[$0.key] == nil || union[$0.key] == $0.value }
      guard agrees, values[next].contains(where: { union[$0.key] == nil }) else { continue }
      if let joined = complete(chosen + [next]) { return joined }
    }
    return nil
  }

  private mutating func checked(_ chosen: [Int]) -> JoinedTable? {
    checksLeft -= 1
    var whole = parts[chosen[0]].reported
    var partOfFlow: [Flow: Int] = [:]
    whole.cells = []
    for part in chosen {
      for cell in parts[part].reported.cells where partOfFlow[cell.flow] == nil {
        partOfFlow[cell.flow] = part
        whole.cells.append(cell)
      }
    }
    for part in chosen.dropFirst() { whole.takeRest(of: parts[part].reported) }
    do throws(Refusal) {
      let table = try check(whole, in: context)
      return JoinedTable(
        table: table, parts: chosen, partOfCell: table.cells.map { partOfFlow[$0.flow] ?? chosen[0] })
    } catch {
      firstRefusal = firstRefusal ?? error
      return nil
    }
  }
}

extension ReportedTable {
  /// Takes what stands around another part's cells.
  fileprivate mutating func takeRest(of other: Self) {
    years += other.years
    headings += other.headings
    totals += other.totals
    faults += other.faults
  }
}
