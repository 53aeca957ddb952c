import Acquisition
import Definitions
import Foundation
import ServiceLifecycle
import StatusFile

/// Gives signs of life to somebody outside who alarms when they stay away: a dead man's switch.
///
/// What the machine itself can't tell any more, such as that it is off, somebody else then notices. Whatever happens to a
/// sign, the work goes on.
struct Pinger: Service {
  let place: SecretPlace
  /// The time between two signs.
  let every: Duration
  let tools: DaemonTools

  /// Begins with a sign that the daemon starts, then says at each interval how it is, and at once when that changes.
  func run() async throws {
    let bell = Bell()
    await begin()
    var last: Sign?
    var next = tools.clock.now
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      if let sign = await sign(), sign.kind != last?.kind || tools.clock.now >= next {
        await send(sign)
        (last, next) = (sign, tools.clock.now + every)
      }
      // As often as the status may change.
      let beat = await tools.board.every
      _ = await bell.wait(until: tools.clock.now + min(beat, every), by: tools.clock)
    }
  }

  /// Says that work begins.
  func begin() async { await send(.start) }

  /// Says that it is done.
  func succeed(_ lines: [String]) async { await send(Sign(.success, lines.joined(separator: "\n"))) }

  /// Says that it ends because something failed.
  func fail(_ reason: String) async { await send(Sign(.fail, reason)) }

  /// How the daemon is; `nil` where that can't be told.
  private func sign() async -> Sign? {
    guard let status = try? await tools.board.status() else { return nil }
    let lines = status.problems.map { "\($0.severity.rawValue) \($0.code): \($0.text)" }
    return status.state == .critical
      ? Sign(.fail, lines.joined(separator: "\n"))
      : Sign(.success, ([status.summary] + lines).joined(separator: "\n"))
  }

  private func send(_ sign: Sign) async {
    let failure: Failure?
    do {
      guard let text = place.text else {
        throw Failure(
          .settings, code: "no-secret",
          "ping.address: can't be read from \(place). Check LoadCredential in the unit, or "
            + "the file and its rights.", hint: "flyt settings --origin")
      }
      let rules = WebRules(
        agent: "flyt/\(Flyt.version)", allowPrivate: true, maxBytes: 1 << 16, connect: .seconds(10),
        total: .seconds(20), stall: .seconds(10))
      let address = try WebAddress(text + sign.kind.suffix)
      _ = try await WebClient(rules).fetch(
        WebRequest(address, method: .post(Array(sign.text.utf8), type: "text/plain; charset=utf-8")))
      failure = nil
    } catch {
      // The address is a secret: whoever knows it can feign signs.
      let words = (error as? WebError)?.problem ?? Failure(error).message
      failure = Failure(.inputOutput, code: "ping", "the sign of life did not get through: \(words)")
      tools.logger.note(.pingFailed, "the sign of life did not get through: \(words)")
    }
    await tools.board.notePing(failure)
  }

  /// One sign.
  private struct Sign {
    enum Kind {
      case start, success, fail

      /// As healthchecks and its kin understand it.
      var suffix: String {
        switch self {
        case .start: "/start"
        case .success: ""
        case .fail: "/fail"
        }
      }
    }

    static let start = Self(.start, "flyt \(Flyt.version) starts")

    let kind: Kind
    /// - Unit: at most so many bytes as are kept there.
    let text: String

    init(_ kind: Kind, _ text: String) { (self.kind, self.text) = (kind, String(text.prefix(8_000))) }
  }
}
