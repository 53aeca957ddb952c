package import FlowTables

/// What another table says of a dataset's flows: some of them, added and taken away, make a figure.
package struct FlowStatement: Hashable, Sendable {
  /// What kind of figure it is.
  package enum Kind: Hashable, Sendable {
    /// Of one place versus another.
    case pair
    /// Of one place.
    case place
    /// Of all places together.
    case country
    /// Of places that are made of others.
    case parts
  }

  /// What kind of figure it is.
  package let kind: Kind
  /// As messages call it, such as `net migration 03 versus 02`.
  package let name: String
  /// The companion or dataset that says it.
  package let witness: String
  /// The flows, each with 1 or -1; in the order of their codes.
  package let terms: [Term]
  /// What the flows make, in persons.
  package let value: Int
  /// Where the figure stands in the witness's extract.
  package let at: SourcePlace
  /// The codes of the places that it is about; `total` for all of them.
  package let from: String
  /// As ``from``; `nil` where it is about one place.
  package let to: String?

  /// A flow and how it counts.
  package struct Term: Hashable, Sendable {
    /// Between which places.
    package let flow: Flow
    /// 1 or -1.
    package let factor: Int
  }

  init(
    _ kind: Kind, _ name: String, by witness: String, from: String, to: String? = nil, terms: [Flow: Int],
    value: Int, at: SourcePlace
  ) {
    (self.kind, self.name, self.witness, self.from, self.to) = (kind, name, witness, from, to)
    self.terms = terms.filter { $0.value != 0 }.map { Term(flow: $0.key, factor: $0.value) }.sorted {
      ($0.flow.origin, $0.flow.destination) < ($1.flow.origin, $1.flow.destination)
    }
    (self.value, self.at) = (value, at)
  }
}

/// What a table between places that are made of others says of the flows between these.
///
/// A cell is the sum of all flows from the parts of its origin to those of its
/// destination. Empty for a dataset that is no sum of another.
package func statements(of table: CheckedTable) -> [FlowStatement] {
  guard table.dataset.sumOf != nil else { return [] }
  let definitions = table.dataset.places.filter { $0.exists(in: table.referenceYear) }
  let parts = Dictionary(definitions.map { ($0.place, $0.parts ?? []) }) { first, _ in first }
  return table.cells.compactMap { cell in
    guard let value = cell.value.number, let origins = parts[cell.flow.origin],
      let destinations = parts[cell.flow.destination]
    else { return nil }
    var terms: [Flow: Int] = [:]
    for origin in origins {
      for destination in destinations { terms[Flow(from: origin, to: destination)] = 1 }
    }
    guard !terms.isEmpty else { return nil }
    let (from, to) = (cell.flow.origin.code, cell.flow.destination.code)
    return FlowStatement(
      .parts, "flows from \(from) to \(to)", by: table.dataset.id, from: from, to: to, terms: terms,
      value: value, at: cell.at)
  }
}
