package import Checks
package import FlowTables

/// A table as it was read, before any check: origins down, destinations across, printed sums beside computed ones.
///
/// A printed sum that the cells don't add up to has `≠` and the computed one behind it; a pair that was not found is
/// `?`; a cell that a finding names has `!` before it.
package func reportedTable(
  _ table: ReportedTable, of dataset: Dataset, marking findings: [Finding] = []
) -> String {
  let figures = ReportedFigures(table, marked: findings)
  let places = dataset.places.map(\.place).filter(figures.places.contains)
  let hasSums = !table.totals.isEmpty
  var text = TextTable(
    [("from \\ to", .left)] + places.map { ($0.isAbroad ? dataset.name(of: $0) : $0.code, .right) }
      + [(hasSums ? "Printed sum" : "Sum", .right)])
  for origin in places {
    let row = places.map { Flow(from: origin, to: $0) }
    let label = origin.isAbroad ? dataset.name(of: origin) : "\(origin) \(dataset.name(of: origin))"
    text.add([label] + row.map(figures.text) + [figures.sum(.from(origin), over: row)])
  }
  let columns = places.map { destination in
    figures.sum(.to(destination), over: places.map { Flow(from: $0, to: destination) })
  }
  let all = places.flatMap { origin in places.map { Flow(from: origin, to: $0) } }
  text.add([hasSums ? "Printed sum" : "Sum"] + columns + [figures.sum(.grand, over: all)])
  return text.text
}

/// The figures of a reported table by what they stand for.
private struct ReportedFigures {
  let places: Set<Place>
  private let cells: [Flow: ReportedFigure]
  private let totals: [Margin: ReportedFigure]
  private let marked: Set<Flow>

  init(_ table: ReportedTable, marked findings: [Finding]) {
    marked = Set(
      findings.compactMap { finding in
        guard let from = finding.from, let to = finding.to else { return nil }
        return Flow(from: Place(code: from), to: Place(code: to))
      })
    cells = Dictionary(table.cells.map { ($0.flow, $0.figure) }) { first, _ in first }
    totals = Dictionary(table.totals.map { ($0.margin, $0.figure) }) { first, _ in first }
    places = Set(cells.keys.flatMap { [$0.origin, $0.destination] })
  }

  func text(of flow: Flow) -> String {
    (marked.contains(flow) ? "! " : "") + (cells[flow].map(Self.text) ?? "?")
  }

  /// The printed sum, with the computed one where they differ; the computed one where none is printed.
  func sum(_ margin: Margin, over flows: [Flow]) -> String {
    let computed = flows.reduce(0) { $0 + (cells[$1]?.number ?? 0) }
    guard !totals.isEmpty else { return grouped(computed) }
    guard let printed = totals[margin] else { return "? \(grouped(computed))" }
    return printed.number == computed ? grouped(computed) : "\(Self.text(of: printed)) ≠ \(grouped(computed))"
  }

  private static func text(of figure: ReportedFigure) -> String {
    switch figure.reading {
    case .value(.persons(let number)): grouped(number) + (figure.mark.map { " \($0)" } ?? "")
    case .value(.absent(let reason)): figure.mark ?? reason.rawValue
    case .unreadable(let text, _): "'\(text)'"
    }
  }
}

extension ReportedFigure {
  fileprivate var number: Int? {
    if case .value(let value) = reading { value.number } else { nil }
  }
}
