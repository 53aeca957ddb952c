import Extracts
import FlowTables
import GRDB
import Testing

@testable import Checks
@testable import ReleaseStore

/// The levels of sameness, and what is kept of what came again.
@Suite struct SightingTests {
  private static func printed(
    _ layout: String = "page-text", _ language: String? = "en", rows: [String] = ["03", "01"]
  ) -> Presentation {
    Presentation(layout: layout, language: language, rows: rows, columns: ["03", "01"])
  }

  struct Print: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let presentation: Presentation
    let kind: String
    let changes: String
  }

  @Test(arguments: [
    Print(testDescription: "as before", presentation: printed(), kind: "cells", changes: "[]"),
    Print(
      testDescription: "another layout", presentation: printed("sheet"), kind: "cosmetic",
      changes: #"["layout"]"#),
    Print(
      testDescription: "another language", presentation: printed("page-text", "no", rows: ["03 Oslo"]),
      kind: "cosmetic", changes: #"["language"]"#),
    Print(
      testDescription: "other labels", presentation: printed(rows: ["03 Christiania", "01"]),
      kind: "cosmetic", changes: #"["labels"]"#),
    Print(
      testDescription: "another order", presentation: printed(rows: ["01", "03"]), kind: "cosmetic",
      changes: #"["order"]"#),
  ])
  func `the same cells in other bytes say what differs in print`(print: Print) throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(), as: Sample.extract("A"))
      let outcome = try store.take(Sample.table(presentation: print.presentation), as: Sample.extract("B"))
      #expect(outcome?.outcome == .sighting)
      let row = try store.database.read { try Row.fetchOne($0, sql: "SELECT kind, changes FROM sighting") }
      #expect(row?["kind"] == print.kind)
      #expect(row?["changes"] == print.changes)
      #expect(try Sample.reader(in: folder).releases().count == 1)
    }
  }

  @Test func `a printed symbol that changes is cosmetic`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(), as: Sample.extract("A"))
      let outcome = try store.take(Sample.table(mark: ".."), as: Sample.extract("B"))
      #expect(outcome?.changes == [.marks])
      #expect(outcome?.outcome == .sighting)
    }
  }

  @Test func `the same bytes differ in nothing`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(), as: Sample.extract("A"))
      let outcome = try store.take(Sample.table(), as: Sample.extract("A"))
      #expect(outcome?.changes == [])
      #expect(
        try store.database.read { try String.fetchAll($0, sql: "SELECT kind FROM sighting") } == ["bytes"])
    }
  }

  @Test func `figures that come again with sums are proven from then on`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(proof: []), as: Sample.extract("a list"))
      let reader = try Sample.reader(in: folder)
      #expect(try reader.releases().map(\.proof) == [[]])
      #expect(try store.take(Sample.table(), as: Sample.extract("a page"))?.outcome == .sighting)
      #expect(try reader.releases().map(\.proof) == [[.rows]])
      // Weaker figures are held against the proof that came later, too.
      #expect(try store.take(Sample.table(20, proof: []), as: Sample.extract("B"))?.outcome == .held)
    }
  }

  @Test func `a part is settled only by a release that has its figures`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(10), as: Sample.extract("A"))
      let part = Sample.extract("a part")
      let year = try Sample.table().referenceYear
      try store.take([.refused(dataset: "demo-flows", year: year, findings: [])], as: part)
      let weaker = Sample.extract("B")
      let settled = SettledPart(part.fingerprint, dataset: "demo-flows", year: year)
      let outcomes = try store.record(
        [PlacedVerdict(.believed(Sample.table(20, proof: [])), settled: [settled])], of: weaker,
        for: store.fresh(weaker))
      #expect(outcomes.map(\.outcome) == [.held])
      let reader = try Sample.reader(in: folder)
      #expect(try reader.quarantine().map(\.sha256).contains(part.fingerprint.hex))
      // With a release of these figures the part waits no longer, and is a sighting of that release.
      let proven = Sample.extract("C")
      _ = try store.record(
        [PlacedVerdict(.believed(Sample.table(20)), settled: [settled])], of: proven, for: store.fresh(proven)
      )
      #expect(try !reader.quarantine().map(\.sha256).contains(part.fingerprint.hex))
      let seen = try store.database.read {
        try Int.fetchAll(
          $0, sql: #"SELECT "release" FROM sighting JOIN extract ON extract.id = extract WHERE sha256 = ?"#,
          arguments: [part.fingerprint.hex])
      }
      #expect(seen == [2])
    }
  }

  @Test func `an older edition that comes again in other bytes is a sighting of that edition`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(10, releasedOn: "2012-05-11"), as: Sample.extract("A"))
      try store.take(Sample.table(20, releasedOn: "2013-05-11"), as: Sample.extract("B"))
      let again = try store.take(Sample.table(10, releasedOn: "2012-05-11"), as: Sample.extract("A as CSV"))
      #expect([again?.outcome] == [.sighting] && again?.vintage == 1)
      // What the publisher says now is another matter.
      let back = try store.take(Sample.table(10, releasedOn: "2014-05-11"), as: Sample.extract("A again"))
      #expect([back?.outcome] == [.revision] && back?.vintage == 3)
    }
  }

  @Test func `bytes that a mended reader read anew are one sighting a year`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(10), as: Sample.extract("A"))
      try store.take(Sample.table(20), as: Sample.extract("A"))
      let extract = Sample.extract("A")
      let outcomes = try store.recordSightings(of: extract, for: store.fresh(extract))
      #expect(outcomes.map(\.vintage) == [2])
      #expect(try Sample.reader(in: folder).sightings(of: extract)?.map(\.vintage) == [2])
    }
  }

  @Test func `a code that stands for two places one after the other has one name for others`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      var dataset = Sample.dataset()
      dataset.places[1].to = 2000
      dataset.places.append(
        PlaceDefinition(
          place: Sample.places[1], names: ["en": "Later"], from: 2001))
      try store.database.write { db in
        try db.execute(
          sql: "INSERT INTO definition VALUES (?, 'd', '{}', '2026-01-01T00:00:00.000Z')",
          arguments: [String(repeating: "a", count: 64)])
        try insertPlaces(of: dataset, definition: String(repeating: "a", count: 64), in: db)
      }
      let names = try store.database.read {
        try String.fetchAll($0, sql: "SELECT name FROM place WHERE code = '01'")
      }
      #expect(names.count == 1)
    }
  }
}
