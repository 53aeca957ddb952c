import Acquisition
import Definitions
import Foundation
import Ingest
import Logging
import ReleaseStore
import ServiceLifecycle

/// Looks at one watch folder for as long as it is wanted.
struct FolderPoll: SourcePoll {
  /// Uneventful looks are written to the ledger this often.
  private static let tallyEvery = Duration.seconds(600)

  let name: String
  private let settings: FolderSettings
  let every: Duration
  let room: FolderRoom
  let store: StoreRoom
  let board: StatusBoard
  let logger: Logger

  init(
    _ name: String, _ settings: FolderSettings, store: StoreRoom, board: StatusBoard, logger: Logger
  ) {
    self.settings = settings
    (self.name, every, self.store, self.board, self.logger) = (
      name, settings.every, store, board, logger
    )
    room = FolderRoom(WatchFolder(name, settings), store: store)
  }

  func isSame(as other: any SourcePoll) -> Bool { (other as? Self)?.settings == settings }

  /// Polls until shutdown or cancellation, which let the extract in hand finish.
  ///
  /// - Errors: ``BeltError`` that somebody must act on.
  func run() async throws {
    var tally: LookTally?
    var tallied = ContinuousClock.now
    while !isStopping {
      let started = ContinuousClock.now
      let round = try await look()
      let wake = min(started + every, round.nextSettling ?? started + every)
      await board.note(round.look, at: name, nextLookAt: Date() + (wake - .now).seconds)
      await count(round, in: &tally)
      if ContinuousClock.now - tallied >= Self.tallyEvery || !round.look.isGood {
        await write(&tally)
        tallied = .now
      }
      // Cancelled by shutdown: the loop's condition sees why.
      try? await cancelWhenGracefulShutdown {
        try await Task.sleep(until: wake, tolerance: .milliseconds(10))
      }
    }
    await write(&tally)
  }

  /// Looks until every file that was there at first is decided, or never settles.
  ///
  /// - Returns: what was decided, and what the last look failed with: earlier failures had another chance.
  func runOnce() async throws -> (outcomes: [Outcome], failures: [Failure]) {
    // A file that changes all the time is not waited for.
    let deadline = ContinuousClock.now + max(.seconds(30), every * 10)
    var outcomes: [Outcome] = []
    var failures: [Failure] = []
    while !isStopping {
      let round = try await look()
      outcomes += round.look.decided.joined()
      failures = round.look.failures
      await board.note(round.look, at: name, nextLookAt: nil)
      guard let wake = round.nextSettling, wake < deadline else { break }
      try? await cancelWhenGracefulShutdown {
        try await Task.sleep(until: wake, tolerance: .milliseconds(10))
      }
    }
    var tally: LookTally? = LookTally(
      source: name, result: failures.isEmpty ? .unchanged : .failed, detail: failures.first?.message,
      since: Date())
    if outcomes.isEmpty { await write(&tally) }
    return (outcomes, failures)
  }

  private var isStopping: Bool { Task.isShuttingDownGracefully || Task.isCancelled }

  private func look() async throws -> FolderRound {
    let round = try await room.round { !Task.isShuttingDownGracefully && !Task.isCancelled }
    logger.log(round.look, at: name)
    return round
  }

  private func count(_ round: FolderRound, in tally: inout LookTally?) async {
    // Looks that brought an extract are part of its transaction.
    guard round.look.decided.isEmpty else { return }
    let result: LookResult = round.look.isGood ? .unchanged : .failed
    // Looks with different results are not one.
    if let counted = tally, counted.result != result { await write(&tally) }
    if tally?.result == result {
      tally?.count += 1
    } else if tally == nil {
      tally = LookTally(
        source: name, result: result, detail: round.look.failures.first?.message, since: Date())
    }
  }

  private func write(_ tally: inout LookTally?) async {
    guard let looks = tally else { return }
    do throws(StoreError) {
      try await store.note(looks)
      tally = nil
    } catch {
      // The tally is kept and written with the next.
      logger.warning("looks not recorded", metadata: ["source": "\(name)", "reason": "\(error)"])
    }
  }
}

extension WatchFolder {
  init(_ name: String, _ settings: FolderSettings) {
    self.init(
      name: name, path: settings.path, accepted: settings.accepted, refused: settings.refused,
      settle: settings.settle, maxBytes: settings.maxBytes)
  }
}

extension Duration {
  /// For Foundation's clocks.
  var seconds: TimeInterval { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
