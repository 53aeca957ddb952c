import Checks
import FlowTables
import FlytTesting
import Testing

@Suite struct QuietYearsTests {
  @Test(arguments: [5, 20])
  func `ordinary years give no warning in 99 of 100 tables`(places: Int) throws {
    let seeds: Range<UInt64> = 0..<(places > 10 ? 9 : 30)
    var tables = 0
    var alarms: [String] = []
    for seed in seeds {
      let series = YearSeries(seed: seed, places: places)
      for year in series.years {
        // As it would have come in its turn, and as a year that is loaded late.
        let table = try series.table(of: year)
        for editions in [series.editions(before: year), series.editions(besides: year)] {
          tables += 1
          let findings = historyFindings(of: table, among: editions)
          if let first = findings.first { alarms.append("\(series), \(year): \(first.message)") }
        }
      }
    }
    print("\(places) places, seeds \(seeds): \(alarms.count) of \(tables) ordinary tables warned of")
    #expect(100 * alarms.count <= tables, "\(alarms.joined(separator: "\n"))")
  }

  @Test func `the order of the editions changes nothing`() throws {
    let series = YearSeries(seed: 3)
    let year = series.years[4]
    let table = try series.table(of: year) { $0[series.cell(0, 1)]? *= 20 }
    let editions = series.editions(besides: year)
    let findings = historyFindings(of: table, among: editions)
    #expect(!findings.isEmpty)
    #expect(historyFindings(of: table, among: editions.reversed()) == findings)
  }

  @Test func `real years give no warning, and one of them transposed does`() throws {
    let real = try RealYears()
    for year in real.figures.keys {
      #expect(try real.findings(of: year) == [], "\(year)")
      let transposed = try real.findings(of: year) { Flow(from: $0.destination, to: $0.origin) }
      #expect(transposed.map(\.code) == [.looksTransposed], "\(year)")
    }
  }

  @Test func `the largest figures are compared without overflowing`() throws {
    let series = YearSeries(hundredths: [100, 104])
    let table = try series.table(of: series.years[1]) { figures in
      figures = figures.indices.map { $0 == 24 ? nil : .max / 32 }
    }
    let least = [series.edition(of: series.years[0]) { $0 = $0.map { _ in 0 } }].compactMap(\.self)
    #expect(historyFindings(of: table, among: least).contains { $0.found == .max / 32 * 24 })
    let most = [series.edition(of: series.years[0]) { $0 = $0.map { _ in .max } }].compactMap(\.self)
    #expect(historyFindings(of: table, among: most).contains { $0.expected == .max })
  }

  @Test func `values that are no square are no edition`() throws {
    let series = YearSeries(hundredths: [100])
    let (year, places) = (series.years[0], series.places)
    let values = series.figures(of: year).map(\.cellValue)
    #expect(StoredEdition(referenceYear: year, vintage: 1, places: places, values: values) != nil)
    #expect(StoredEdition(referenceYear: year, vintage: 1, places: places, values: values.dropLast()) == nil)
    let doubled = places.dropLast() + places.prefix(1)
    #expect(StoredEdition(referenceYear: year, vintage: 1, places: Array(doubled), values: values) == nil)
  }

  @Test func `warnings are added behind those of the checks`() throws {
    let series = YearSeries(hundredths: [100])
    let table = try series.table(of: series.years[0])
    let more = Finding(.unusualChange, "odd", severity: .warning)
    #expect(table.adding([more]).adding([more]).warnings == table.warnings + [more, more])
    #expect(table.adding([]) == table)
  }
}

/// Statistics Norway's flows between seven regions, of four years with gaps between them.
private struct RealYears {
  var figures: [ReferenceYear: [Flow: Int]] = [:]

  init() throws {
    let text = String(decoding: try Fixtures.bytes("ssb/region-flows-2000-2001-2003-2004.csv"), as: UTF8.self)
    for line in text.split(whereSeparator: \.isNewline).dropFirst() {
      let fields = line.split(separator: ",").map(String.init)
      guard fields.count == 5, fields[1] != "Total", fields[3] != "Total" else { continue }
      let year = try #require(Int(fields[0]).flatMap { ReferenceYear($0) })
      figures[year, default: [:]][Flow(from: Place(code: fields[1]), to: Place(code: fields[3]))] = Int(
        fields[4])
    }
    try #require(figures.count == 4)
  }

  func findings(of year: ReferenceYear, _ place: (Flow) -> Flow = { $0 }) throws -> [Finding] {
    let places = Set(figures.values.flatMap(\.keys).map(\.origin)).sorted()
    let flows = places.flatMap { from in places.map { Flow(from: from, to: $0) } }
    let values = { (year: ReferenceYear, place: (Flow) -> Flow) in
      flows.map { (figures[year]?[place($0)]).cellValue }
    }
    let editions = figures.keys.filter { $0 != year }.compactMap { other in
      StoredEdition(referenceYear: other, vintage: 1, places: places, values: values(other) { $0 })
    }
    let table = try checked(values(year, place), of: places, in: year, YearSeries.definition(of: places))
    return historyFindings(of: table, among: editions)
  }
}
