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
    var isResumed = false
    while !isStopping {
      let opening = source.quiet?.end(from: Date()) ?? Date()
      if opening > Date() {
        await board.expect(opening, at: name)
        await sleep(until: opening)
        continue
      }
      let (round, remembered) = try await look(memory, resuming: !isResumed)
      memory = remembered
      isResumed = isResumed || round.isResumed
      guard !isStopping else { break }
      failures = round.look.isGood ? 0 : failures + 1
      let next = nextLook(after: round, failures, memory)
      await board.note(round.look, at: name, nextLookAt: next)
      await tallies.add(round.tallies, to: store, logger)
      if tallies.age(at: Date()) >= Self.tallyEvery || !round.look.isGood {
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
    if let opening = source.quiet?.end(from: Date()), opening > Date() {
      let failure = Failure(
        .failed, code: "closed",
        "source \(name) is not asked before \(opening.formatted(.iso8601)): its settings say that it is closed.",
        hint: "flyt settings --origin")
      return ([], [failure])
    }
    let (round, _) = try await look(WebMemory(), resuming: true)
    await board.note(round.look, at: name, nextLookAt: nil)
    var tallies = LookTallies()
    await tallies.add(round.tallies, to: store, logger)
    await tallies.write(to: store, logger)
    return (round.look.decided.flatMap(\.self), round.look.failures)
  }

  private var isStopping: Bool { Task.isShuttingDownGracefully || Task.isCancelled }

  /// Carries what an earlier process had fetched, and had no time for.
  private func resume() async throws -> [[Outcome]] {
    var decided: [[Outcome]] = []
    for extract in try await store.unfinishedAnswers(of: name) {
      decided.append(try await store.carry(extract, from: Origin(source: name, answering: nil)).outcomes)
    }
    return decided
  }

  /// A wish to stop breaks a fetch off; what has come is carried to its end.
  private func look(_ memory: WebMemory, resuming: Bool) async throws -> (WebRound, WebMemory) {
    let look = WebLook(source: source, gate: gate, desk: store, now: Date())
    var (round, remembered): (WebRound, WebMemory)
    do {
      let resumed = resuming ? try await resume() : []
      (round, remembered) = try await cancelWhenGracefulShutdown {
        var memory = memory
        let round = try await look.run(&memory)
        return (round, memory)
      }
      round.look.decided = resumed + round.look.decided
    } catch {
      guard let failure = passing(error) else { throw error }
      var round = WebRound()
      round.fail(failure)
      logger.log(round.look, at: name)
      return (round, memory)
    }
    round.isResumed = true
    logger.log(round.look, at: name)
    return (round, remembered)
  }

  /// What is wrong with our store, where it passes by itself.
  private func passing(_ error: any Error) -> Failure? {
    switch error {
    case let error as BeltError where error.fate == .retry: Failure(error)
    case let error as StoreError where BeltError(error, carrying: name).fate == .retry: Failure(error)
    default: nil
    }
  }

  private func nextLook(after round: WebRound, _ failures: Int, _ memory: WebMemory) -> Date {
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

/// Looks that are not in the ledger yet, by what they were for.
struct LookTallies {
  private var tallies: [LookSubject?: LookTally] = [:]
  private var since = Date()

  /// How long the oldest may have been waiting.
  func age(at now: Date) -> TimeInterval { now.timeIntervalSince(since) }

  /// Adds looks; those with another result than the one before are written first.
  mutating func add(_ looks: [LookTally], to store: StoreRoom, _ logger: Logger) async {
    for look in looks {
      if let before = tallies[look.subject], before.result != look.result {
        await write(look.subject, to: store, logger)
      }
      if var before = tallies[look.subject], before.result == look.result {
        before.count += 1
        before.detail = look.detail
        tallies[look.subject] = before
      } else if tallies[look.subject] == nil {
        tallies[look.subject] = look
      }
    }
  }

  /// Writes everything down.
  mutating func write(to store: StoreRoom, _ logger: Logger) async {
    for subject in tallies.keys { await write(subject, to: store, logger) }
    since = Date()
  }

  private mutating func write(_ subject: LookSubject?, to store: StoreRoom, _ logger: Logger) async {
    guard let looks = tallies[subject] else { return }
    do throws(StoreError) {
      try await store.note(looks)
      tallies[subject] = nil
    } catch {
      // The tally is kept and written with the next.
      logger.warning(
        "looks not recorded", metadata: ["source": "\(looks.source)", "reason": "\(error)"])
    }
  }
}
