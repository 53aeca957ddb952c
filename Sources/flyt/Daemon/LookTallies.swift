import FlowTables
import Foundation
import Logging
import ReleaseStore

/// Looks that are not in the ledger yet, by what they were for and what they brought.
struct LookTallies {
  private struct Key: Hashable {
    let subject: LookSubject?
    let result: LookResult
  }

  /// Uneventful looks are written down this often.
  private static let every: TimeInterval = 600

  private var tallies: [Key: LookTally] = [:]
  /// When all was written down last.
  private var since: Date

  /// Begins to count.
  init(begunAt now: Date) { since = now }

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

  /// Writes everything down where the last look failed, or the time has come.
  mutating func writeWhenDue(_ look: SourceLook, to store: StoreRoom, _ logger: Logger, at now: Date) async {
    // A clock that was put back must not make it wait.
    if !look.isGood || abs(now.timeIntervalSince(since)) >= Self.every {
      await write(to: store, logger, at: now)
    }
  }

  /// Writes everything down.
  mutating func write(to store: StoreRoom, _ logger: Logger, at now: Date) async {
    let keys = tallies.keys.sorted { $0.subject?.year.value ?? 0 < $1.subject?.year.value ?? 0 }
    for key in keys { await write(key, to: store, logger) }
    since = now
  }

  private mutating func write(_ key: Key, to store: StoreRoom, _ logger: Logger) async {
    guard let looks = tallies[key] else { return }
    do throws(StoreError) {
      try await store.note(looks)
      tallies[key] = nil
    } catch {
      // The tally is kept and written with the next.
      logger.note(.looksNotRecorded, "looks not recorded: \(error)", [.source: looks.source])
    }
  }
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
