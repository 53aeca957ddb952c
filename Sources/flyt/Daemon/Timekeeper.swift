import Foundation

/// The clocks that the daemon goes by.
///
/// They are the machine's, unless a test lets them run faster: a day of looks and heartbeats then passes in minutes.
struct Timekeeper: Sendable {
  /// Tells a daemon how many times as fast as the machine's its clocks shall go.
  static let variable = "FLYT_CLOCK_SPEED"

  /// 1 for the machine's own clocks.
  let speed: Double
  private let begin: (date: Date, instant: ContinuousClock.Instant) = (Date(), .now)

  /// Asks the environment how fast its clocks shall go; what is no speed counts as none.
  init(environment: [String: String]) {
    let stated = environment[Self.variable].flatMap(Double.init) ?? 1
    speed = stated.isFinite && (1...100_000).contains(stated) ? stated : 1
  }

  /// What people call the time.
  var date: Date {
    speed == 1 ? Date() : begin.date + (ContinuousClock.now - begin.instant).seconds * speed
  }

  /// What waits are measured by; nobody can put it back.
  var now: ContinuousClock.Instant {
    speed == 1 ? .now : begin.instant + (ContinuousClock.now - begin.instant) * speed
  }

  /// Waits, until cancelled at the latest.
  func sleep(until instant: ContinuousClock.Instant) async {
    // Whoever is cancelled sees for itself why.
    try? await Task.sleep(for: max(.zero, instant - now) / speed, tolerance: .milliseconds(10))
  }
}

extension Duration {
  /// For Foundation's clocks.
  var seconds: TimeInterval { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
