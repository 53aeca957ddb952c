import Extracts
import FlowTables
import Foundation
import GRDB
import Testing

@testable import ReleaseStore

/// What a whole ingestion costs beside the bare commits it cannot do without.
@Suite(
  .enabled(if: ProcessInfo.processInfo.environment["FLYT_MEASURE"] != nil, "set FLYT_MEASURE to measure"))
struct CostTests {
  @Test func `an ingestion costs no more than a few bare commits of its cells`() throws {
    try inTemporaryFolder { folder in
      let rounds = 300
      let places = (1...19).map { Place(code: $0 < 10 ? "0\($0)" : "\($0)") } + [.abroad]
      let bare = try seconds { try insertBareCells(rounds, in: "\(folder)/bare.db", width: places.count) }
      let store = try Sample.store(in: folder)
      let tables = try (0..<rounds).map {
        try Sample.table($0, dataset: "demo-\($0 / 100)", year: 1901 + $0 % 100, places: places)
      }
      let padding = String(repeating: "x", count: 10_000)
      let extracts = (0..<rounds).map { Sample.extract("\($0) \(padding)") }
      let whole = try seconds {
        for (table, extract) in zip(tables, extracts) { try store.take(table, as: extract) }
      }
      print(
        "bare \(bare / Double(rounds) * 1000) ms, whole \(whole / Double(rounds) * 1000) ms, \(whole / bare)")
      #expect(whole / bare < 5)
    }
  }

  private func insertBareCells(_ rounds: Int, in path: String, width: Int) throws {
    let database = try DatabaseQueue(path: path)
    try database.inDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
      try db.execute(sql: "CREATE TABLE cell (r INTEGER, o TEXT, d TEXT, p INTEGER, PRIMARY KEY (r, o, d))")
    }
    let rows = repeatElement("(?, ?, ?, ?)", count: width).joined(separator: ", ")
    for round in 0..<rounds {
      try database.write { db in
        for origin in 0..<width {
          let values = (0..<width).flatMap {
            [round.databaseValue, "\(origin)".databaseValue, "\($0)".databaseValue, 7.databaseValue]
          }
          try db.cachedStatement(sql: "INSERT INTO cell VALUES \(rows)").execute(
            arguments: StatementArguments(values))
        }
      }
    }
  }

  private func seconds(_ work: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let time = try clock.measure(work)
    return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
  }
}
