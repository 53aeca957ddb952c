import Extracts
import GRDB
import Testing

@testable import ReleaseStore

/// What the sqlite3 shell sees, without this program.
@Suite(.enabled(if: canRun("sqlite3"), "needs the sqlite3 program"))
struct ViewsForOthersTests {
  private func ask(_ query: String, in folder: String) throws -> [String] {
    let answer = try run("sqlite3", "-readonly", "\(folder)/flyt.db", query)
    #expect(answer.status == 0, "\(answer.output)")
    return answer.output.split(separator: "\n").map(String.init)
  }

  @Test func `the figures that hold now, with names, dates and places in the extract`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(10, releasedOn: "2012-05-11"), as: Sample.extract("A"))
      try store.take(Sample.table(20, releasedOn: "2013-05-11"), as: Sample.extract("B", name: "b.txt"))
      #expect(
        try ask(
          """
          SELECT year, vintage, originName, destinationName, persons, cause, releasedOn, extractName, atLine
          FROM current_flow WHERE origin = '03' AND destination = '01'
          """, in: folder) == ["2011|2|Place 03|Place 01|21|publisherRevision|2013-05-11|b.txt|2"])
      #expect(try ask("SELECT count(*) FROM current_flow", in: folder) == ["9"])
      #expect(
        try ask(
          "SELECT vintage, persons FROM flow_history WHERE origin = '03' AND destination = '01' ORDER BY 1",
          in: folder) == ["1|11", "2|21"])
      #expect(
        try ask("SELECT label FROM \"release\"", in: folder) == ["demo-flows 2011 r1", "demo-flows 2011 r2"])
    }
  }

  @Test func `readers never block the writer, nor the writer them`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(10), as: Sample.extract("A"))
      let reader = try Sample.reader(in: folder)
      // In the midst of a reader's question, the writer stores and the reader sees what it saw.
      try reader.reading { db in
        let before = try Int.fetchOne(db, sql: "SELECT count(*) FROM \"release\"")
        try store.take(Sample.table(20), as: Sample.extract("B"))
        #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM \"release\"") == before)
      }
      #expect(try reader.releases().count == 2)
      #expect(try ask("SELECT count(*) FROM \"release\"", in: folder) == ["2"])
    }
  }

  @Test func `a defect shows in the figures until it is closed`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try Sample.acceptDefect(in: store)
      #expect(try ask("SELECT DISTINCT hasOpenDefect FROM current_flow", in: folder) == ["1"])
      try store.take(Sample.table(40, year: 1999), as: Sample.extract("sound"))
      #expect(try ask("SELECT DISTINCT hasOpenDefect FROM current_flow", in: folder) == ["0"])
    }
  }
}
