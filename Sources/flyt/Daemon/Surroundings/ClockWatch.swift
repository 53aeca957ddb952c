import Foundation
import StatusFile

/// Notices when somebody puts the machine's clock.
///
/// Measured against the clock that nobody can put, so that a sleeping machine or a slow one is no reason.
struct ClockWatch {
  /// Smaller steps are what a time service does.
  private static let leastBack: TimeInterval = 60
  /// A machine without a clock of its own comes up hours behind, and is put right once the network is there.
  private static let leastAhead: TimeInterval = 6 * 3600
  /// So long it is told.
  private static let remembered = Duration.seconds(86_400)

  private var offset: TimeInterval?
  private var last: (step: TimeInterval, at: ContinuousClock.Instant)?

  /// Compares both clocks.
  ///
  /// - Returns: by how many seconds the clock was put, while that is worth telling; negative is back.
  mutating func step(date: Date, instant: ContinuousClock.Instant, since start: ContinuousClock.Instant)
    -> TimeInterval?
  {
    let now = date.timeIntervalSince1970 - (instant - start).seconds
    let before = offset ?? now
    offset = now
    let step = now - before
    if step <= -Self.leastBack || step >= Self.leastAhead {
      // Put back to where it was: nothing is wrong any more.
      let total = step + (last?.step ?? 0)
      last = abs(total) < Self.leastBack ? nil : (total, instant)
    }
    if let last, instant - last.at > Self.remembered { self.last = nil }
    return last?.step
  }
}

extension ClockWatch {
  /// What is said of a clock that was put, or is behind what the store has.
  static func details(step: TimeInterval?, now: Date, newest: Date?) -> ProblemList.Details? {
    let hint = "timedatectl"
    if let newest, now < newest - leastBack {
      return (
        .critical,
        "the clock says \(now.formatted(.iso8601)), and the store has something of \(newest.formatted(.iso8601)): put the "
          + "clock right. New releases get later times than stored ones all the same.", hint
      )
    }
    return step.map { step in
      let minutes = Int((abs(step) / 60).rounded())
      let span = minutes < 60 ? "\(minutes) minutes" : "\(minutes / 60) hours"
      return (
        .warning,
        "the clock was put \(step < 0 ? "back" : "ahead") by \(span) while the daemon ran; what is due and late goes "
          + "by the new time. If it is wrong now, put it right.", hint
      )
    }
  }
}
