import Definitions
import Extracts
import FlowTables
import Foundation
import Ingest
import ReleaseStore

/// The one place of the daemon that writes the store.
actor StoreRoom {
  private let thread = BlockingThread("store")
  let store: ReleaseStore
  let reader: ReleaseReader
  private(set) var belt: Belt

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(_ store: ReleaseStore, reader: ReleaseReader, judge: Judge) {
    (self.store, self.reader) = (store, reader)
    belt = Belt(store: store, judge: judge)
  }

  /// From the next extract on, reads with other definitions.
  func use(_ judge: Judge) { belt = Belt(store: store, judge: judge) }

  func carry(_ extract: Extract, from origin: Origin) throws(BeltError) -> Belt.Carried {
    try belt.carry(extract, from: origin)
  }

  func finish(_ carried: Belt.Carried) throws(BeltError) { try belt.finish(carried) }

  /// Judges once more what waits and was judged with other readers or definitions.
  func retryWhatOthersJudged() throws(BeltError) -> [Outcome] { try belt.retryWhatOthersJudged() }

  func note(_ looks: LookTally) throws(StoreError) {
    try store.recordLooks(
      looks.count, at: looks.source, for: looks.subject, result: looks.result, detail: looks.detail,
      since: looks.since)
  }

  func close() { store.close() }
}

/// Looks at a source with the same result, not yet in the ledger.
///
/// A look every few seconds is not worth a transaction each.
struct LookTally: Sendable {
  let source: String
  var subject: LookSubject?
  let result: LookResult
  var detail: String?
  /// When the first of them was.
  let since: Date
  var count = 1
}
