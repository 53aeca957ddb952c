import Acquisition
import Definitions
import Foundation
import Ingest
import Logging
import ReleaseStore
import ServiceLifecycle

/// Looks at one watch folder for as long as it is wanted.
struct FolderPoll: SourcePoll {
  let name: String
  let bell = Bell()
  private let settings: FolderSettings
  private let room: FolderRoom
  private let tools: DaemonTools

  init(_ name: String, _ settings: FolderSettings, in room: FolderRoom, with tools: DaemonTools) {
    (self.name, self.settings, self.room, self.tools) = (name, settings, room, tools)
  }

  func isSame(as other: any SourcePoll) -> Bool { (other as? Self)?.settings == settings }

  /// A folder may be looked at whenever somebody likes.
  func opening(from moment: Date) -> Date { moment }

  /// Polls until shutdown or cancellation, which let the extract in hand finish.
  ///
  /// - Errors: ``BeltError`` that somebody must act on.
  func run() async throws {
    var tallies = LookTallies(begunAt: tools.clock.date)
    await room.use(WatchFolder(name, settings))
    while !isStopping {
      let started = tools.clock.now
      let round = try await look()
      let wake = min(started + settings.every, round.nextSettling ?? started + settings.every)
      await tools.board.note(
        round.look, at: name, nextLookAt: tools.clock.date + max(0, (wake - tools.clock.now).seconds))
      await count(round.look, in: &tallies)
      _ = await bell.wait(until: wake, by: tools.clock)
    }
    await tallies.write(to: tools.store, tools.logger, at: tools.clock.date)
  }

  /// Looks until every file that was there at first is decided, or never settles.
  ///
  /// - Returns: what was decided, and what the last look failed with: earlier failures had another chance.
  func runOnce() async throws -> (outcomes: [Outcome], failures: [Failure]) {
    // A file that changes all the time is not waited for.
    let deadline = tools.clock.now + max(.seconds(30), settings.every * 10)
    var outcomes: [Outcome] = []
    var last: SourceLook?
    while !isStopping {
      let round = try await look()
      last = round.look
      outcomes += round.look.decided.joined()
      await tools.board.note(round.look, at: name, nextLookAt: nil)
      guard let wake = round.nextSettling, wake < deadline else { break }
      _ = await bell.wait(until: wake, by: tools.clock)
    }
    var tallies = LookTallies(begunAt: tools.clock.date)
    if outcomes.isEmpty, let last { await count(last, in: &tallies) }
    await tallies.write(to: tools.store, tools.logger, at: tools.clock.date)
    return (outcomes, last?.failures ?? [])
  }

  private var isStopping: Bool { Task.isShuttingDownGracefully || Task.isCancelled }

  private func look() async throws -> FolderRound {
    let reserve = tools.store.reserve
    let round = try await room.round(at: tools.clock.now) {
      !Task.isShuttingDownGracefully && !Task.isCancelled && reserve.hasRoom
    }
    tools.logger.log(round.look)
    return round
  }

  /// Looks that brought an extract are part of its transaction; the others are told now and then.
  private func count(_ look: SourceLook, in tallies: inout LookTallies) async {
    guard look.decided.isEmpty else { return }
    let tally = LookTally(
      source: name, result: look.isGood ? .unchanged : .failed,
      detail: look.failures.first?.message, since: tools.clock.date)
    await tallies.add([tally], to: tools.store, tools.logger)
    await tallies.writeWhenDue(look, to: tools.store, tools.logger, at: tools.clock.date)
  }
}

extension WatchFolder {
  init(_ name: String, _ settings: FolderSettings) {
    self.init(
      name: name, path: settings.path, accepted: settings.accepted, refused: settings.refused,
      settle: settings.settle, maxBytes: settings.maxBytes, marker: settings.marker)
  }
}
