import Definitions
import Extracts
import FlowTables
import Foundation
import Ingest
import ReleaseStore
import Systemd

/// The one place of the daemon that writes the store.
actor StoreRoom {
  private let thread = BlockingThread("store")
  let store: ReleaseStore
  let reader: ReleaseReader
  /// What must stay free on its disk.
  nonisolated let reserve: DiskReserve
  private(set) var configuration: DaemonConfiguration
  private(set) var belt: Belt

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(_ store: ReleaseStore, reader: ReleaseReader, _ configuration: DaemonConfiguration) {
    (self.store, self.reader, self.configuration) = (store, reader, configuration)
    reserve = DiskReserve(
      beside: configuration.settings.store.value, least: configuration.settings.minFree)
    belt = Belt(store: store, judge: configuration.judge())
  }

  /// From the next extract on, reads with other definitions.
  func use(_ configuration: DaemonConfiguration) {
    self.configuration = configuration
    reserve.keep(configuration.settings.minFree)
    belt = Belt(store: store, judge: configuration.judge())
  }

  /// Says that the belt moves; a transaction that hangs keeps this from being said.
  func pulse(_ manager: ServiceManager) { manager.tell(.watchdog) }

  func carry(_ extract: Extract, from origin: Origin) throws(BeltError) -> Belt.Carried {
    try belt.carry(extract, from: origin)
  }

  /// Carries what somebody brings, to be read as one dataset alone where they name it.
  func carry(_ extract: Extract, as dataset: String?, releasedOn: CivilDate?) throws(BeltError) -> [Outcome] {
    let belt = dataset.map { Belt(store: store, judge: configuration.judge(only: $0)) } ?? belt
    return try belt.carry(extract, from: .named, releasedOn: releasedOn).outcomes
  }

  func finish(_ carried: Belt.Carried) throws(BeltError) { try belt.finish(carried) }

  /// Judges once more what waits and was judged with other readers or definitions.
  func retryWhatOthersJudged() throws(BeltError) -> [Outcome] { try belt.retryWhatOthersJudged() }

  /// What waits and was last judged by other readers or definitions.
  func itemsOthersJudged() throws(BeltError) -> [QuarantineItem] { try belt.itemsOthersJudged() }

  /// Judges one of them once more; nothing comes of what can't be judged again.
  func judgeAgain(_ item: QuarantineItem) throws(BeltError) -> [Outcome] { try belt.judgeAgain(item) }

  /// Does something about an item of the quarantine.
  func decide(_ decision: ItemDecision) throws -> QuarantineAnswer {
    try decision.carryOut(on: belt, reading: reader)
  }

  func note(_ looks: LookTally) throws(StoreError) {
    try store.recordLooks(
      looks.count, at: looks.source, for: looks.subject, result: looks.result, detail: looks.detail,
      since: looks.since)
  }

  func close() { store.close() }
}
