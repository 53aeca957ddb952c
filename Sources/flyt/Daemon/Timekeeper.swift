import Foundation

/// The clocks that the daemon goes by.
///
/// They are the machine's, unless a test lets them run faster, so that a day of looks and heartbeats passes in minutes, or puts
/// the one that people read.
struct Timekeeper: Sendable {
  /// Tells a daemon how many times as fast as the machine's its clocks shall go.
  private static let speedVariable = "FLYT_CLOCK_SPEED"
  /// Names a file of seconds by which the date shall differ from the machine's.
  private static let offsetVariable = "FLYT_CLOCK_OFFSET"

  /// 1 for the machine's own clocks.
  let speed: Double
  private let offsetFile: String?
  private let begin: (date: Date, instant: ContinuousClock.Instant) = (Date(), .now)

  /// Asks the environment how fast its clocks shall go; what is no speed counts as none.
  init(environment: [String: String]) {
    let stated = environment[Self.speedVariable].flatMap(Double.init) ?? 1
    offsetFile = environment[Self.offsetVariable]
    speed = stated.isFinite && (1...100_000).contains(stated) ? stated : 1
  }

  /// What people call the time.
  var date: Date {
    let date = speed == 1 ? Date() : begin.date + (ContinuousClock.now - begin.instant).seconds * speed
    return offsetFile == nil ? date : date + offset
  }

  /// Why these are not the machine's clocks; `nil` where they are.
  var deviation: String? {
    if speed != 1 { return "the clock runs \(speed) times as fast, for tests; unset \(Self.speedVariable)." }
    return offsetFile.map { _ in "the clock can be put by a file, for tests; unset \(Self.offsetVariable)." }
  }

  /// What waits are measured by; nobody can put it back.
  var now: ContinuousClock.Instant {
    speed == 1 ? .now : begin.instant + (ContinuousClock.now - begin.instant) * speed
  }

  private var offset: TimeInterval {
    let text = offsetFile.flatMap { try? String(contentsOfFile: $0, encoding: .utf8) } ?? ""
    return TimeInterval(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
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
