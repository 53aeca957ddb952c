package import Foundation

/// When a source at an address is looked at again.
package struct LookRhythm: Sendable {
  /// How the last look ended.
  package enum Ending: Equatable, Sendable {
    case good
    /// So many in a row failed, the last for this reason.
    case failed(times: Int, WebError.Kind, retryAfter: Duration?)
  }

  /// The longest time between two looks.
  package let every: Duration

  /// A rhythm.
  package init(every: Duration) { self.every = every }

  /// In its season a source is looked at so many times as often.
  private static let seasonal = 6
  /// But not more often than this by itself.
  private static let seasonalLeast = Duration.seconds(300)
  private static let firstRetry = Duration.seconds(30)
  private static let firstRetryWhenBlocked = Duration.seconds(600)
  private static let longestWhenBlocked = Duration.seconds(86_400)

  /// The time until the next look.
  ///
  /// After a failure with exponential back-off and full jitter, so that many who failed together don't come back
  /// together; `random` is from 0 to 1.
  package func pause(after ending: Ending, inSeason: Bool, random: Double) -> Duration {
    switch ending {
    case .good:
      let pause = inSeason ? min(every, max(every / Self.seasonal, Self.seasonalLeast)) : every
      // A little less each time, so that sources that started together drift apart.
      return pause * (1 - random / 10)
    case .failed(let times, let kind, let wish):
      let (first, longest) =
        kind == .blocked
        ? (min(every, Self.firstRetryWhenBlocked), max(every, Self.longestWhenBlocked))
        : (min(every, Self.firstRetry), every)
      let doubled = first * (1 << min(max(0, times - 1), 20))
      let pause = min(doubled, longest) * random
      return max(pause, wish ?? .zero)
    }
  }
}

extension Duration {
  fileprivate static func * (duration: Duration, factor: Double) -> Duration {
    let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    return .seconds(seconds * factor)
  }
}

/// Hours of the day in which a server is not asked.
package struct QuietHours: Hashable, Sendable {
  private let from: Int
  private let to: Int
  private let zone: TimeZone

  /// From one minute of the day to another, in a zone of the time zone database; `nil` for an unknown zone.
  package init?(fromMinute from: Int, toMinute to: Int, zone: String) {
    guard let zone = TimeZone(identifier: zone) else { return nil }
    (self.from, self.to, self.zone) = (from, to, zone)
  }

  /// The first moment at or after one that lies outside.
  package func end(from moment: Date) -> Date {
    guard isQuiet(minute(of: moment)) else { return moment }
    // Minute by minute, since a day may lack an hour or have one twice.
    var next = moment.timeIntervalSince1970 - moment.timeIntervalSince1970.truncatingRemainder(dividingBy: 60)
    for _ in 0...(25 * 60) {
      next += 60
      if !isQuiet(minute(of: Date(timeIntervalSince1970: next))) { break }
    }
    return Date(timeIntervalSince1970: next)
  }

  /// Whether a moment lies within.
  package func contains(_ moment: Date) -> Bool { isQuiet(minute(of: moment)) }

  private func isQuiet(_ minute: Int) -> Bool {
    from <= to ? (from..<to).contains(minute) : minute >= from || minute < to
  }

  private func minute(of moment: Date) -> Int {
    let local = moment.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: moment))
    let day = local.truncatingRemainder(dividingBy: 86_400)
    return Int(day < 0 ? day + 86_400 : day) / 60
  }
}
