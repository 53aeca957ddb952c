package import Checks
package import Extracts
import FlowTables
package import Foundation
import GRDB

/// A table read again from stored bytes, and which of its cells came from which extract.
package struct RebuiltTable: Sendable {
  let verdict: Verdict
  let extracts: [Extract]
  let table: CheckedTable
  /// The digest of its canonical cells.
  package let digest: Fingerprint

  /// A table from one extract.
  package init(_ table: CheckedTable, from extract: Extract) {
    self.init(.believed(table), table, from: [extract])
  }

  /// A table from the parts in some extracts, in their order.
  package init(_ joined: JoinedTable, from extracts: [Extract]) {
    self.init(
      .joined(joined, with: extracts.dropFirst().map(\.fingerprint)), joined.table, from: extracts)
  }

  private init(_ verdict: Verdict, _ table: CheckedTable, from extracts: [Extract]) {
    (self.verdict, self.table, self.extracts) = (verdict, table, extracts)
    digest = CanonicalCells(of: table).digest
  }

  fileprivate func source(_ rows: [Int64]) -> TableSource {
    let sources = zip(rows, extracts).map { ($0, $1.fingerprint) }
    if case .joined(let joined, _) = verdict { return TableSource(joined, in: sources) }
    return TableSource(table, in: sources[0].0, sources[0].1)
  }
}

extension ReleaseReader {
  /// How many cells of a rebuilt table differ from the stored release.
  package func differences(of table: RebuiltTable, from release: ReleaseRecord) throws(StoreError) -> Int {
    try reading { try countDifferences(of: table.table, from: release.id, in: $0) }
  }

  /// Whether each cell of a rebuilt table comes from the extract that the stored one came from.
  package func hasSources(_ table: RebuiltTable, of release: ReleaseRecord) throws(StoreError) -> Bool {
    let source = table.source(table.extracts.indices.map { Int64($0) })
    return try cells(of: release).allSatisfy {
      source.extract(of: $0.flow).fingerprint.hex == $0.extract.sha256
    }
  }

  /// The bytes that a release refers to, as if they had come by a name at some time.
  package func extract(
    _ reference: ExtractReference, as name: String, takenAt time: Date
  ) throws(StoreError) -> Extract? {
    try reading { db in
      try Fingerprint(hex: reference.sha256).flatMap {
        try storedExtract($0, as: name, takenAt: time, in: db)
      }
    }
  }
}

extension ReleaseStore {
  /// Appends what a release's own bytes say today, as a vintage of the cause parserFix.
  ///
  /// - Shape: one outcome; a sighting where a vintage says so already.
  package func mend(
    _ release: ReleaseRecord, with table: RebuiltTable, _ judgement: Judgement
  ) throws(StoreError) -> [Outcome] {
    // What was accepted stays so, with its reason.
    let decision = Decision(
      because: release.defect?.because ?? "replay --apply", by: release.defect?.by ?? judgement.by)
    let newcomer = table.extracts[0]
    switch try begin(newcomer, from: .named) {
    case .finished(_, let outcomes): return outcomes
    case .fresh(let attempt):
      return try recording(newcomer, attempt, judgement) { recording in
        [try recording.outcome(of: PlacedVerdict(table.verdict, decision: decision))]
      }
    }
  }
}

/// A store that is made anew from another's bytes, to be compared with it and thrown away.
package final class ScratchStore: Sendable {
  private let database: DatabaseQueue
  private let path: String

  /// Makes one in a folder that has none yet.
  package init(in folder: String) throws(StoreError) {
    path = "\(folder)/scratch.db"
    do {
      database = try DatabaseQueue(path: path)
      try database.writeWithoutTransaction { db in
        // Nothing here needs to outlive a crash.
        try db.execute(sql: "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")
        try db.inTransaction {
          try Schema.bringUpToDate(db, from: 0)
          return .commit
        }
      }
    } catch {
      throw StoreError(wrapping: error, at: path)
    }
  }

  /// Stores a table as another store has it: with the same vintage, cause and times.
  package func take(
    _ table: RebuiltTable, as release: ReleaseRecord, from reader: ReleaseReader
  ) throws(StoreError) {
    let definition = try reader.definition(of: release)
    do {
      try database.write { db in
        let rows = try table.extracts.map { try storedRow(of: $0, in: db) }
        let facts = ReleaseFacts(
          dataset: release.dataset, year: release.year, vintage: release.vintage,
          cause: release.causeCorrection?.was ?? release.cause, recordedAt: release.recordedAt.timestamp,
          releasedOn: release.releasedOn, becameCurrent: release.becameCurrent, total: table.table.total,
          proof: try json(release.proofAtArrival),
          definition: release.definition, layout: table.table.presentation.layout, reader: release.reader)
        _ = try insertRelease(
          table.table, CanonicalCells(of: table.table), digest: table.digest, facts,
          DefinitionText(of: definition, named: release.definition), from: table.source(rows), in: db)
      }
    } catch {
      throw StoreError(wrapping: error, at: path)
    }
  }

  /// The last link of its chain.
  package func digest() throws(StoreError) -> String {
    do {
      return try database.read { try lastLink(in: $0) }
    } catch {
      throw StoreError(wrapping: error, at: path)
    }
  }
}
