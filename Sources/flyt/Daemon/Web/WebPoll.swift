import Acquisition
import Definitions
import Extracts
import FlowTables
import Foundation
import Ingest
import Logging
import ReleaseStore
import ServiceLifecycle

/// Looks at one source at an address for as long as it is wanted.
struct WebPoll: SourcePoll {
  /// While the store takes nothing, nothing is fetched.
  private static let pauseWithoutRoom = Duration.seconds(60)

  let source: WebSource
  let gate: HostGate
  let tools: DaemonTools
  let bell = Bell()

  var name: String { source.name }

  init(_ source: WebSource, gate: HostGate, with tools: DaemonTools) {
    (self.source, self.gate, self.tools) = (source, gate, tools)
  }

  func isSame(as other: any SourcePoll) -> Bool {
    guard let other = other as? Self else { return false }
    return other.source.settings == source.settings && other.source.dataset == source.dataset
  }

  func opening(from moment: Date) -> Date { source.quiet?.end(from: moment) ?? moment }

  func run() async throws {
    var memory = WebMemory()
    var tallies = LookTallies(begunAt: tools.clock.date)
    var failures = 0
    var mustResume = true
    while !isStopping {
      let opening = opening(from: tools.clock.date)
      if opening > tools.clock.date {
        await tools.board.expect(opening, at: name)
        await wait(until: opening, &memory)
        continue
      }
      guard tools.store.reserve.hasRoom else {
        let next = tools.clock.date + Self.pauseWithoutRoom.seconds
        await tools.board.expect(next, at: name)
        await wait(until: next, &memory)
        continue
      }
      let look = try await look(memory, resuming: mustResume)
      await tallies.add(look.round.tallies, to: tools.store, tools.logger)
      memory = look.memory
      // Broken off by a wish to stop, or by closed hours: that says nothing of the source.
      guard look.round.stop == nil else {
        if !look.round.look.decided.isEmpty {
          await tools.board.note(look.round.look, at: name, nextLookAt: nil)
        }
        continue
      }
      // What our store could not take may have been kept all the same.
      mustResume = !look.round.look.isGood && look.round.error == nil
      failures = look.round.look.isGood ? 0 : failures + 1
      let next = nextLook(after: look.round, failures)
      await tools.board.note(look.round.look, at: name, nextLookAt: next)
      await tallies.writeWhenDue(look.round.look, to: tools.store, tools.logger, at: tools.clock.date)
      await wait(until: next, &memory)
    }
    await tallies.write(to: tools.store, tools.logger, at: tools.clock.date)
  }

  /// Looks once, unless the server is not to be asked now.
  ///
  /// - Returns: what was decided, and what the look failed with.
  func runOnce() async throws -> (outcomes: [Outcome], failures: [Failure]) {
    let look = try await look(WebMemory(), resuming: true)
    let round = look.round
    await tools.board.note(round.look, at: name, nextLookAt: nil)
    var tallies = LookTallies(begunAt: tools.clock.date)
    await tallies.add(round.tallies, to: tools.store, tools.logger)
    await tallies.write(to: tools.store, tools.logger, at: tools.clock.date)
    let stop = round.stop.map { [Failure($0)] } ?? []
    return (round.look.decided.flatMap(\.self), round.look.failures + stop)
  }

  private var isStopping: Bool { Task.isShuttingDownGracefully || Task.isCancelled }

  /// Looks; a wish to stop breaks a fetch off, and what has come is carried to its end.
  private func look(_ memory: WebMemory, resuming: Bool) async throws -> WebLook {
    var look = WebLook(at: source, gate: gate, desk: tools.store, now: tools.clock.date, memory: memory)
    var resumed: [[Outcome]] = []
    do {
      if resuming { resumed = try await resume() }
      let begun = look
      look = try await cancelWhenGracefulShutdown {
        var look = begun
        try await look.run()
        return look
      }
    } catch let error as BeltError where error.fate == .retry {
      look.round.fail(Failure(error))
    }
    look.round.look.decided = resumed + look.round.look.decided
    tools.logger.log(look.round.look)
    return look
  }

  /// Carries what an earlier process had fetched, and had no time for.
  private func resume() async throws -> [[Outcome]] {
    var decided: [[Outcome]] = []
    for extract in try await tools.store.unfinishedAnswers(of: name) {
      decided.append(
        try await tools.store.carry(extract, from: Origin(source: name, answering: nil)).outcomes)
    }
    return decided
  }

  private func nextLook(after round: WebRound, _ failures: Int) -> Date {
    let ending: LookRhythm.Ending =
      round.look.isGood
      ? .good
      : .failed(times: failures, round.error?.kind ?? .transient, retryAfter: round.error?.retryAfter)
    let season = round.season
    let now = tools.clock.date
    let pause = LookRhythm(every: source.settings.every).pause(
      after: ending, inSeason: season?.contains(CivilDate(now)) ?? false, random: .random(in: 0...1))
    return opening(from: now + pause.seconds)
  }

  /// Waits; whoever rings wants everything looked for, also what was not there a moment ago.
  private func wait(until date: Date, _ memory: inout WebMemory) async {
    let pause = Duration.seconds(max(0, date.timeIntervalSince(tools.clock.date)))
    if await bell.wait(until: tools.clock.now + pause, by: tools.clock) { memory = WebMemory() }
  }
}
