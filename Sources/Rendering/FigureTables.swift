package import Answers
import FlowTables
import ReleaseStore

/// A matrix for a terminal: rows are origins, columns destinations, sums where the table is whole.
package func matrixTable(_ matrix: Matrix, cites: Bool) -> String {
  let release = matrix.release
  let name = { (place: Place) in
    place.isAbroad ? matrix.dataset.name(of: place) : "\(place) \(matrix.dataset.name(of: place))"
  }
  var table = TextTable(
    [("from \\ to", .left)]
      + matrix.destinations.map { ($0.isAbroad ? matrix.dataset.name(of: $0) : $0.code, .right) }
      + [("Sum", .right)])
  var columnSums = Array(repeating: 0, count: matrix.destinations.count)
  let width = max(matrix.destinations.count, 1)
  for (row, origin) in matrix.origins.enumerated() {
    let cells = matrix.cells.dropFirst(row * width).prefix(width)
    for (column, cell) in cells.enumerated() { columnSums[column] += cell.value.number ?? 0 }
    let sum = cells.reduce(0) { $0 + ($1.value.number ?? 0) }
    table.add([name(origin)] + cells.map { figureText($0) } + [grouped(sum)])
  }
  table.add(["Sum"] + columnSums.map(grouped) + [grouped(matrix.sum)])
  let title = "\(release.dataset) \(release.year) r\(release.vintage), persons"
  guard cites else { return "\(title)\n\(table.text)" }
  return "\(title)\n\(table.text)\nWhere each figure stands, by line and column:\n\(placesTable(matrix))"
    + citation(of: release, in: matrix.dataset)
}

/// Where the figures of a matrix stand in their extracts: `11:22`, or `B7` in a sheet.
private func placesTable(_ matrix: Matrix) -> String {
  let files = matrix.release.extracts
  var table = TextTable([("from \\ to", .left)] + matrix.destinations.map { ($0.code, .right) })
  let width = max(matrix.destinations.count, 1)
  for (row, origin) in matrix.origins.enumerated() {
    let cells = matrix.cells.dropFirst(row * width).prefix(width)
    table.add(
      [origin.code]
        + cells.map { cell in
          let place = cell.at.cell ?? "\(cell.at.line):\(cell.at.column)"
          // A release of several extracts must say which of them.
          let file = files.firstIndex(of: cell.extract).map { "#\($0 + 1) " } ?? ""
          return files.count > 1 ? file + place : place
        })
  }
  return table.text
}

/// Figures for a terminal, one line each.
package func flowTable(_ figures: [FlowFigure], cites: Bool) -> String {
  var columns: [(heading: String, alignment: TextTable.Alignment)] = [
    ("Year", .left), ("From", .left), ("To", .left), ("Persons", .right), ("Vintage", .left),
  ]
  if cites { columns.append(("Stands at", .left)) }
  var table = TextTable(columns)
  for figure in figures {
    let name = { (place: Place) in figure.dataset.name(of: place) }
    let row = [
      figure.release.year.description, name(figure.cell.flow.origin), name(figure.cell.flow.destination),
      figureText(figure.cell), "r\(figure.release.vintage)",
    ]
    // A release of several extracts must say which of them.
    let file = figure.release.extracts.count > 1 ? " of \(figure.cell.extract.name)" : ""
    table.add(cites ? row + [figure.cell.at.description + file] : row)
  }
  guard cites else { return table.text }
  var cited: Set<Int64> = []
  let citations = figures.filter { cited.insert($0.release.id).inserted }
    .map { citation(of: $0.release, in: $0.dataset) }
  return table.text + citations.joined()
}

/// A number with blanks between thousands, else the printed symbol, else why there is none.
private func figureText(_ cell: StoredCell) -> String {
  switch cell.value {
  case .persons(let number): grouped(number)
  case .absent(let reason): cell.mark ?? reason.rawValue
  }
}

/// Where a release comes from: publisher, edition, extract.
private func citation(of release: ReleaseRecord, in dataset: Dataset) -> String {
  let source =
    dataset.source["en"] ?? dataset.source.min { $0.key < $1.key }?.value ?? "Source: \(dataset.publisher)"
  let edition =
    release.releasedOn.map { "released \($0)" }
    ?? "publisher's date unknown; known here since \(timestamp(release.recordedAt))"
  let several = release.extracts.count > 1
  let extracts = release.extracts.enumerated().map { number, extract in
    "\(several ? "#\(number + 1) " : "")SHA-256 \(extract.sha256) (\(extract.name))"
  }.joined(separator: ", ")
  let proof = proofText(of: release)
  return
    "\(source). \(release.dataset) \(release.year) r\(release.vintage), \(edition). Proven by "
    + "\(proof.isEmpty ? "nothing" : proof). Extract: \(extracts)\n"
}
