import FlowTables
import FlytTesting
import Foundation
import Testing

@Suite struct SyntheticPageTests {
  private func table(_ id: String = "ssb-county-flows", year: Int = 2008, seed: UInt64 = 7) throws
    -> SyntheticTable
  {
    SyntheticTable(
      dataset: try Fixtures.shippedDataset(id), year: try #require(ReferenceYear(year)), seed: seed)
  }

  @Test func `a made-up table is as large as the real one and adds up`() throws {
    let table = try table()
    #expect(table.expected.count == 400)
    #expect(table.places.reduce(0) { $0 + table.total(.from($1)) } == table.total(.grand))
    #expect(table.places.reduce(0) { $0 + table.total(.to($1)) } == table.total(.grand))
    #expect(table[Flow(from: .abroad, to: .abroad)].persons == 0)
    #expect(Set(table.expected.map(\.cell.persons)).count > 100)
  }

  @Test func `plain lines hold what a page holds`() throws {
    let dataset = try Fixtures.shippedDataset("ssb-region-flows")
    let year = try #require(ReferenceYear(2003))
    let persons = Dictionary(
      uniqueKeysWithValues: dataset.places.flatMap { from in
        dataset.places.map { (Flow(from: from.place, to: $0.place), from.place.code == "AO" ? 201 : 13_390) }
      })
    var options = PageTextOptions.plain
    options.blockCount = 1
    let lines = PageText(options).lines(of: SyntheticTable(dataset: dataset, year: year, persons: persons))
    #expect(
      lines.prefix(3) == [
        "2 Migration within and between regions. 2003",
        """
        From region Total To region AO Oslo and Akershus HO Hedmark and Oppland SO South Eastern Norway \
        AR Agder and Rogaland VE Western Norway TR Trøndelag NN Northern Norway
        """,
        "Total \u{A0}563\u{A0}787" + String(repeating: " 80\u{A0}541", count: 7),
      ])
    #expect(lines[3] == "AO Oslo and Akershus 1\u{A0}407" + String(repeating: " \u{A0}201", count: 7))
    #expect(lines.count == 10)
  }

  @Test func `the page of 2011 has the arrangement of the real one`() throws {
    let lines = PageText(.page2011).lines(of: try table(year: 2011))
    let real = String(decoding: try Fixtures.bytes("ssb/county-flows-2011-en.txt"), as: UTF8.self)
    for line in [
      "2 Migration within and between counties and between counties and foreign countries. 2011",
      "From county Total",
    ] {
      #expect(lines.contains { $0.trimmingCharacters(in: .whitespaces) == line })
      #expect(real.contains(line))
    }
    #expect(lines.count { $0.hasPrefix("Total ") } == 2)
    #expect(lines.count { $0.hasPrefix("To county") } == 2)
  }

  @Test func `the same seed gives the same page and another seed another`() throws {
    let table = try table()
    var (one, again, other) = (SeededGenerator(seed: 5), SeededGenerator(seed: 5), SeededGenerator(seed: 6))
    let options = PageTextOptions.random(using: &one)
    #expect(options == PageTextOptions.random(using: &again))
    #expect(options != PageTextOptions.random(using: &other))
    #expect(PageText(options).render(table) == PageText(options).render(table))
  }

  @Test(arguments: ["ssb-county-flows", "ssb-region-flows"])
  func `a page of any arrangement holds every figure, title and sum`(id: String) throws {
    for seed in UInt64(0)..<150 {
      var random = SeededGenerator(seed: seed)
      let options = PageTextOptions.random(using: &random)
      let table = try table(id, year: 2004, seed: seed)
      let text = try #require(decoded(PageText(options).render(table), options), "\(random): \(options)")
      let missing = figures(of: table).subtracting(tokens(in: text))
      #expect(missing.isEmpty, "\(random): \(missing.prefix(5))")
      #expect(text.contains("2004"), "\(random)")
    }
  }

  private func decoded(_ bytes: [UInt8], _ options: PageTextOptions) -> String? {
    String(validating: bytes, as: UTF8.self)
      ?? (options.encoding == .windows1252 ? String(data: Data(bytes), encoding: .windowsCP1252) : nil)
  }

  /// How often each figure must stand on the page.
  private func figures(of table: SyntheticTable) -> Counts {
    let margins = table.places.flatMap { [Margin.from($0), .to($0)] } + [.grand]
    return Counts(table.expected.map { $1.mark ?? "\($1.persons)" } + margins.map { "\(table.total($0))" })
  }

  private func tokens(in text: String) -> Counts {
    let marks: Set<Character> = ["\u{A0}", "\u{202F}", "\u{2009}"]
    let gaps: Set<Character> = [" ", "\t", "\n", "\r", "\r\n"]
    return Counts(
      text.split(whereSeparator: gaps.contains).map { String($0.filter { !marks.contains($0) }) })
  }

  /// How often each text occurs.
  struct Counts {
    private var counts: [String: Int] = [:]

    init(_ texts: [String]) { counts = Dictionary(texts.map { ($0, 1) }, uniquingKeysWith: +) }

    /// The texts that occur more often here than there.
    func subtracting(_ other: Self) -> [String] {
      counts.filter { $0.value > other.counts[$0.key, default: 0] }.keys.sorted()
    }
  }
}
