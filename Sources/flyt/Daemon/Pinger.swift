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
        // One that did not get through is tried again at the next beat.
        if await send(sign) { (last, next) = (sign, tools.clock.now + every) }
      }
      // As often as the status may change.
      let beat = await tools.board.every
      _ = await bell.wait(until: tools.clock.now + min(beat, every), by: tools.clock)
    }
  }

  /// Says that work begins.
  func begin() async { _ = await send(.start) }

  /// Says that it is done.
  func succeed(_ lines: [String]) async {
    _ = await send(Sign(.success, lines.joined(separator: "\n")))
  }

  /// Says that it ends because something failed.
  ///
  /// In a hurry: who sees to the daemon waits for its end.
  func fail(_ reason: String) async { _ = await send(Sign(.fail, reason), within: .seconds(2)) }

  /// How the daemon is; `nil` where that can't be told.
  private func sign() async -> Sign? {
    guard let status = try? await tools.board.status() else { return nil }
    let lines = status.problems.map { "\($0.severity.rawValue) \($0.code): \($0.text)" }
    return status.state == .critical
      ? Sign(.fail, lines.joined(separator: "\n"))
      : Sign(.success, ([status.summary] + lines).joined(separator: "\n"))
  }

  /// Sends a sign; `false` where it did not get through.
  private func send(_ sign: Sign, within limit: Duration = .seconds(20)) async -> Bool {
    var words: String?
    do {
      guard let text = place.text else { throw NoAddress(what: "it can't be read from \(place)") }
      guard let address = try? WebAddress(text + sign.kind.suffix) else {
        throw NoAddress(what: "what stands at \(place) is no address")
      }
      let rules = WebRules(
        agent: "flyt/\(Flyt.version)", allowPrivate: true, maxBytes: 1 << 16,
        connect: min(limit, .seconds(10)),
        total: limit, stall: min(limit, .seconds(10)))
      let request = WebRequest(
        address, method: .post(Array(sign.text.utf8), type: "text/plain; charset=utf-8"))
      _ = try await cancelWhenGracefulShutdown { try await WebClient(rules).fetch(request) }
    } catch let error as WebError {
      if error.reason == .cancelled { return false }
      words = error.secretly
    } catch let error as NoAddress {
      words = error.what
    } catch {
      words = "it was broken off"
    }
    if let words { tools.logger.note(.pingFailed, "a sign of life did not get through: \(words)") }
    await tools.board.notePing(
      words.map { Failure(.inputOutput, code: "ping", "a sign of life did not get through: \($0)") })
    return words == nil
  }

  /// Why there is nowhere to send to.
  private struct NoAddress: Error {
    let what: String
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

extension WebError {
  /// What went wrong, without anything of the address: whoever knows that can feign signs.
  fileprivate var secretly: String {
    switch reason {
    case .redirectTo, .tooManyRedirects, .downgraded, .changedQuestion: "the server sends it elsewhere."
    default: problem
    }
  }
}
