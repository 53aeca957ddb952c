import Checks
import Extracts
import FlowTables
import FlytTesting
import Foundation
import Testing

/// A made-up table of a shipped dataset, printed as a page of some arrangement.
///
/// Everything follows from the seed.
struct SyntheticPage {
  let table: SyntheticTable
  let options: PageTextOptions
  let bytes: [UInt8]

  init(seed: UInt64, of datasets: [Dataset], changing change: (inout PageTextOptions) -> Void = { _ in })
    throws
  {
    var random = SeededGenerator(seed: seed)
    let dataset = try #require(datasets.randomElement(using: &random))
    let first = dataset.firstYear?.value ?? 1999
    let years = first...(dataset.lastYear?.value ?? max(first, 2011))
    let year = try #require(ReferenceYear(Int.random(in: years, using: &random)))
    table = SyntheticTable(dataset: dataset, year: year, seed: random.next())
    var options = PageTextOptions.random(using: &random)
    change(&options)
    self.options = options
    bytes = PageText(options).render(table)
  }

  var extract: Extract {
    Extract(name: "page.txt", bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 1_790_000_000))
  }

  /// What is wrong with a reading of the page; empty where every cell has its figure and its place.
  func differences(from read: CheckedTable) -> [String] {
    guard read.dataset.id == table.dataset.id else { return ["read as \(read.dataset.id)"] }
    guard read.referenceYear == table.year else { return ["year \(read.referenceYear)"] }
    guard read.cells.map(\.flow) == table.flows else { return ["cells are not one for each pair, in order"] }
    let lines = self.lines
    return zip(read.cells, table.expected).compactMap { cell, expected in
      let isEmpty = table.dataset.empty.contains(cell.flow)
      let value = isEmpty ? .absent(.notApplicable) : expected.cell.value
      guard cell.value == value else { return "\(cell.flow): \(cell.value), not \(value)" }
      guard cell.mark == expected.cell.mark else { return "\(cell.flow): mark \(cell.mark ?? "none")" }
      let printed = expected.cell.mark ?? String(expected.cell.persons)
      guard starts(with: printed, at: cell.at, in: lines) else {
        return "\(cell.flow): \(printed) does not stand on \(cell.at)"
      }
      return nil
    }
  }

  /// The page as a person sees it, every line as its characters.
  private var lines: [[Character]] {
    let text =
      String(validating: bytes, as: UTF8.self) ?? String(data: Data(bytes), encoding: .windowsCP1252) ?? ""
    return text.trimmingPrefix("\u{FEFF}").split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    )
    .map(Array.init)
  }

  private func starts(with printed: String, at place: SourcePlace, in lines: [[Character]]) -> Bool {
    guard lines.indices.contains(place.line - 1) else { return false }
    let rest = lines[place.line - 1].dropFirst(place.column - 1)
    guard let first = rest.first, !first.isWhitespace else { return false }
    let marks: Set<Character> = ["\u{A0}", "\u{202F}", "\u{2009}"]
    let figure = rest.prefix { !$0.isWhitespace || marks.contains($0) }.filter { !marks.contains($0) }
    return String(figure) == printed
  }
}
