import Checks
import Extracts
import FlowTables
import Foundation
import GRDB
import Testing

@testable import ReleaseStore

@Suite struct ReaderTests {
  @Test func `cells come back as they were, in code order with Abroad last`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      let table = try Sample.table()
      try store.take(table, as: Sample.extract())
      let reader = try Sample.reader(in: folder)
      let release = try #require(try reader.years(of: "demo-flows").first?.current)
      let cells = try reader.cells(of: release)
      #expect(
        cells.map(\.flow.description) == [
          "01->01", "01->03", "01->abroad", "03->01", "03->03", "03->abroad", "abroad->01", "abroad->03",
          "abroad->abroad",
        ])
      for cell in table.cells {
        let stored = cells.first { $0.flow == cell.flow }
        let extract = ExtractReference(sha256: Sample.extract().fingerprint.hex, name: "table.txt")
        #expect(
          stored
            == StoredCell(flow: cell.flow, value: cell.value, mark: cell.mark, at: cell.at, extract: extract))
      }
      let some = try reader.cells(of: release, from: [Place(code: "01")], to: [.abroad, Place(code: "03")])
      #expect(some.map(\.flow.description) == ["01->03", "01->abroad"])
      #expect(try reader.cells(of: release, from: []).isEmpty)
    }
  }

  @Test func `a release keeps the definition it was read with`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(), as: Sample.extract("A"))
      try store.take(Sample.table(year: 2010), as: Sample.extract("B"))
      let reader = try Sample.reader(in: folder)
      for release in try reader.releases() { #expect(try reader.definition(of: release) == Sample.dataset()) }
      #expect(try reader.datasets() == [Sample.dataset()])
      let count = try store.database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM definition") }
      #expect(count == 1)
    }
  }

  @Test func `a definition has one text, whatever order its pairs come in`() throws {
    var dataset = Sample.dataset()
    dataset.empty = Set((1...40).map { Flow(from: Place(code: "\($0)"), to: .abroad) })
    let one = try DefinitionText(of: dataset)
    dataset.empty = Set(dataset.empty.shuffled())
    dataset.empty.reserveCapacity(1000)
    #expect(try DefinitionText(of: dataset).body == one.body)
    #expect(one.fingerprint == Fingerprint(of: one.body.utf8))
  }

  @Test func `years, vintages and counts`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(10), as: Sample.extract("A"))
      try store.take(Sample.table(20), as: Sample.extract("B"))
      try store.take(Sample.table(dataset: "a-flows", year: 2009), as: Sample.extract("C"))
      try store.recordLooks(at: "inbox", result: .unchanged)
      try store.recordLooks(at: "inbox", result: .unchanged)
      let reader = try Sample.reader(in: folder)
      let year = try #require(ReferenceYear(2011))
      #expect(try reader.years().map { "\($0.dataset) \($0.year)" } == ["a-flows 2009", "demo-flows 2011"])
      #expect(try reader.years(of: "demo-flows").map(\.vintages) == [2])
      #expect(try reader.years(of: "none").isEmpty)
      #expect(try reader.releases(of: "demo-flows", in: year).map(\.vintage) == [1, 2])
      #expect(try reader.releases(in: ReferenceYear(2009)).map(\.dataset) == ["a-flows"])
      #expect(try reader.release(of: "demo-flows", in: year, vintage: 1)?.vintage == 1)
      #expect(try reader.years(of: "demo-flows", .span(2011...2011)).map(\.current.vintage) == [2])
      #expect(try reader.release(of: "demo-flows", in: year, vintage: 9) == nil)
      let counts = try reader.counts()
      #expect((counts.schema, counts.extracts, counts.releases, counts.looks) == (Schema.newest, 3, 3, 2))
      #expect(counts.bytes > 10_000)
    }
  }

  @Test func `consecutive looks with the same result are one row`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      for result in [LookResult.unchanged, .unchanged, .failed, .unchanged] {
        try store.recordLooks(at: "inbox", result: result, detail: "\(result)")
        try store.recordLooks(at: "pages", result: .failed)
      }
      let rows = try store.database.read { db in
        try String.fetchAll(db, sql: "SELECT source || ' ' || result || ' ' || count FROM look ORDER BY id")
      }
      #expect(rows == ["inbox unchanged 2", "pages failed 4", "inbox failed 1", "inbox unchanged 1"])
    }
  }

  @Test func `an outcome writes every key`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      let outcome = try #require(try store.take(Sample.table(), as: Sample.extract()))
      #expect(
        try json(outcome) == """
          {"cellsChanged":null,"changes":[],"dataset":"demo-flows","extract":{"bytes":5,"name":"table.txt","sha256":\
          "\(Sample.extract().fingerprint)"},"findings":[],"outcome":"new",\
          "proof":["rows","columns","total"],"quarantine":null,"source":null,"vintage":1,"witnesses":[],"year":2011}
          """)
      #expect(try fromJSON(json(outcome)) == outcome)
    }
  }

  @Test(arguments: [0, 0.000_4, 0.001, 0.123, 0.999, 0.999_6])
  func `times are kept to the millisecond`(fraction: Double) throws {
    let time = Date(timeIntervalSince1970: 1_795_330_800 + fraction)
    let stored = try #require(Date(timestamp: time.timestamp))
    #expect(abs(stored.timeIntervalSince(time)) <= 0.000_501)
    #expect(stored.timestamp == time.timestamp)
    #expect(time.timestamp.hasSuffix("Z"))
  }
}
