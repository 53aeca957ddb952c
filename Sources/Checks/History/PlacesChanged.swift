import FlowTables

/// Places that came or went between a table and its neighbour years, unless the definition says why.
func placesChangedFindings(of table: CheckedTable, among editions: [StoredEdition]) -> [Finding] {
  let earlier = editions.last { $0.referenceYear < table.referenceYear }
  let later = editions.first { $0.referenceYear > table.referenceYear }
  return [earlier, later].compactMap { edition in
    guard let edition, edition.places != table.places else { return nil }
    return finding(about: table, beside: edition)
  }
}

private func finding(about table: CheckedTable, beside edition: StoredEdition) -> Finding? {
  let (here, there) = (Set(table.places), Set(edition.places))
  // A table has the places that the definition gives its year; so what the definition gives the other
  // year as well is explained.
  let defined = Set(table.dataset.places(in: edition.referenceYear))
  let gone = edition.places.filter { !here.contains($0) && !defined.contains($0) }
  let new = table.places.filter { !there.contains($0) && defined.contains($0) }
  guard !gone.isEmpty || !new.isEmpty else { return nil }
  let year = edition.referenceYear
  let parts = [
    gone.isEmpty ? nil : "\(listed(gone.map(\.code))) of \(year) \(gone.count == 1 ? "is" : "are") not here",
    new.isEmpty ? nil : "\(listed(new.map(\.code))) \(new.count == 1 ? "is" : "are") not in \(year)",
  ]
  return Finding(
    .placesChanged,
    "\(table.places.count) places in \(table.referenceYear), \(edition.places.count) in \(year): "
      + "\(parts.compactMap(\.self).joined(separator: "; ")). If the classification changed, give the places "
      + "their from and to in the dataset's definition.",
    severity: .warning, expected: edition.places.count, found: table.places.count)
}

/// The first few of a list, and how many more there are.
func listed(_ items: [String]) -> String {
  let more = items.count - 3
  guard more > 0 else { return items.joined(separator: ", ") }
  return items.prefix(3).joined(separator: ", ") + " and \(grouped(more)) more"
}
