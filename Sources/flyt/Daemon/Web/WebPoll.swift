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
  /// Uneventful looks are written to the ledger this often.
  private static let tallyEvery: TimeInterval = 600

  let source: WebSource
  let gate: HostGate
  let store: StoreRoom
  let board: StatusBoard
  let logger: Logger

  var name: String { source.name }

  init(_ source: WebSource, gate: HostGate, store: StoreRoom, board: StatusBoard, logger: Logger) {
    (self.source, self.gate, self.store, self.board, self.logger) = (source, gate, store, board, logger)
  }

  func isSame(as other: any SourcePoll) -> Bool {
    guard let other = other as? Self else { return false }
    return other.source.settings == source.settings && other.source.dataset == source.dataset
  }

  func run() async throws {
    var memory = WebMemory()
    var tallies = LookTallies()
    var failures = 0
    var mustResume = true
    while !isStopping {
      let opening = source.quiet?.end(from: Date()) ?? Date()
      if opening > Date() {
        await board.expect(opening, at: name)
        await sleep(until: opening)
        continue
      }
      let look = try await look(memory, resuming: mustResume)
      await tallies.add(look.round.tallies, to: store, logger)
      memory = look.memory
      // Broken off by a wish to stop, or by closed hours: that says nothing of the source.
      guard look.round.stop == nil else {
        if !look.round.look.decided.isEmpty { await board.note(look.round.look, at: name, nextLookAt: nil) }
        continue
      }
      // What our store could not take may have been kept all the same.
      mustResume = !look.round.look.isGood && look.round.error == nil
      failures = look.round.look.isGood ? 0 : failures + 1
      let next = nextLook(after: look.round, failures)
      await board.note(look.round.look, at: name, nextLookAt: next)
      if tallies.age(at: Date()) >= Self.tallyEvery || !look.round.look.isGood {
        await tallies.write(to: store, logger)
      }
      await sleep(until: next)
    }
    await tallies.write(to: store, logger)
  }

  /// Looks once, unless the server is not to be asked now.
  ///
  /// - Returns: what was decided, and what the look failed with.
  func runOnce() async throws -> (outcomes: [Outcome], failures: [Failure]) {
    let look = try await look(WebMemory(), resuming: true)
    let round = look.round
    await board.note(round.look, at: name, nextLookAt: nil)
    var tallies = LookTallies()
    await tallies.add(round.tallies, to: store, logger)
    await tallies.write(to: store, logger)
    let stop = round.stop.map { [Failure($0)] } ?? []
    return (round.look.decided.flatMap(\.self), round.look.failures + stop)
  }

  private var isStopping: Bool { Task.isShuttingDownGracefully || Task.isCancelled }

  /// Looks; a wish to stop breaks a fetch off, and what has come is carried to its end.
  private func look(_ memory: WebMemory, resuming: Bool) async throws -> WebLook {
    var look = WebLook(at: source, gate: gate, desk: store, now: Date(), memory: memory)
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
    logger.log(look.round.look, at: name)
    return look
  }

  /// Carries what an earlier process had fetched, and had no time for.
  private func resume() async throws -> [[Outcome]] {
    var decided: [[Outcome]] = []
    for extract in try await store.unfinishedAnswers(of: name) {
      decided.append(try await store.carry(extract, from: Origin(source: name, answering: nil)).outcomes)
    }
    return decided
  }

  private func nextLook(after round: WebRound, _ failures: Int) -> Date {
    let ending: LookRhythm.Ending =
      round.look.isGood
      ? .good
      : .failed(times: failures, round.error?.kind ?? .transient, retryAfter: round.error?.retryAfter)
    let season = round.season
    let pause = LookRhythm(every: source.settings.every).pause(
      after: ending, inSeason: season?.contains(CivilDate(Date())) ?? false, random: .random(in: 0...1))
    let next = Date() + pause.seconds
    return source.quiet?.end(from: next) ?? next
  }

  private func sleep(until date: Date) async {
    // Cancelled by shutdown: the loop's condition sees why.
    try? await cancelWhenGracefulShutdown {
      try await Task.sleep(for: .seconds(max(0, date.timeIntervalSinceNow)), tolerance: .milliseconds(10))
    }
  }
}

/// Looks that are not in the ledger yet, by what they were for and what they brought.
struct LookTallies {
  private struct Key: Hashable {
    let subject: LookSubject?
    let result: LookResult
  }

  private var tallies: [Key: LookTally] = [:]
  private var since = Date()

  /// How long the oldest may have been waiting.
  func age(at now: Date) -> TimeInterval { now.timeIntervalSince(since) }

  /// Adds looks; those with another result than the one before are written first.
  mutating func add(_ looks: [LookTally], to store: StoreRoom, _ logger: Logger) async {
    for look in looks {
      for other in tallies.keys where other.subject == look.subject && other.result != look.result {
        await write(other, to: store, logger)
      }
      let key = Key(subject: look.subject, result: look.result)
      var counted = tallies[key] ?? look
      if tallies[key] != nil { counted.count += 1 }
      counted.detail = look.detail
      tallies[key] = counted
    }
  }

  /// Writes everything down.
  mutating func write(to store: StoreRoom, _ logger: Logger) async {
    let keys = tallies.keys.sorted { $0.subject?.year.value ?? 0 < $1.subject?.year.value ?? 0 }
    for key in keys { await write(key, to: store, logger) }
    since = Date()
  }

  private mutating func write(_ key: Key, to store: StoreRoom, _ logger: Logger) async {
    guard let looks = tallies[key] else { return }
    do throws(StoreError) {
      try await store.note(looks)
      tallies[key] = nil
    } catch {
      // The tally is kept and written with the next.
      logger.warning(
        "looks not recorded", metadata: ["source": "\(looks.source)", "reason": "\(error)"])
    }
  }
}
