import FlowTables

/// Headings that name no place of that year, or whose code and name disagree.
func placeFindings(of table: ReportedTable, in year: ReferenceYear, of dataset: Dataset) -> [Finding] {
  let known = Set(dataset.places(in: year))
  var reported: Set<[String?]> = []
  return table.headings.compactMap { heading in
    guard let finding = finding(about: heading, known: known, in: year, of: dataset) else { return nil }
    // A table in blocks repeats its headings; one finding for each printed form is enough.
    return reported.insert([heading.code, heading.label]).inserted ? finding : nil
  }
}

private func finding(
  about heading: Heading, known: Set<Place>, in year: ReferenceYear, of dataset: Dataset
) -> Finding? {
  switch heading.subject {
  case .total:
    return nil
  case .unknown:
    return Finding(
      .unknownPlace,
      "\(heading.at): '\(heading.printed)' is no place of \(dataset.id) in \(year).\(advice(on: heading, of: dataset))",
      at: heading.at)
  case .place(let place):
    if let code = heading.code, let labelled = heading.labelPlace, labelled.code != code {
      let meant =
        known.contains(place) && place.code == code ? dataset.name(of: place) : "no place of \(year)"
      return Finding(
        .labelConflict,
        "\(heading.at): code \(code) is \(meant), but the name beside it is '\(heading.label ?? "")' "
          + "(\(labelled)). Rows or labels may have been exchanged.", at: heading.at)
    }
    guard !known.contains(place) else { return nil }
    return Finding(
      .unknownPlace,
      "\(heading.at): '\(heading.printed)' is not in the classification of \(year) by the definition of "
        + "\(dataset.id). Check the year, or the place's from and to in the definition.", at: heading.at)
  }
}

private func advice(on heading: Heading, of dataset: Dataset) -> String {
  guard let label = heading.label, let name = nearestName(to: label, among: dataset.places.flatMap(\.labels))
  else { return " If it is right, add it to the dataset's definition." }
  return " Is it '\(name)'? Then add the printed form to its aliases."
}

extension Heading {
  /// Code and name as printed.
  fileprivate var printed: String { [code, label].compactMap(\.self).joined(separator: " ") }
}
