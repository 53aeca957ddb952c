import ControlSocket
import Extracts
import FlowTables
import Foundation
import Ingest
import Logging
import ReleaseStore
import Rendering
import StatusFile

/// Answers what is asked over the control socket.
struct ControlRoom: ControlDesk {
  let sources: SourceRoom
  let reload: Reload
  let tools: DaemonTools

  func answer(_ request: ControlRequest, from caller: Caller) async -> ControlReply {
    let user = caller.name
    tools.logger.note(
      .requested, level: request.isQuestion ? .debug : nil, "\(user) asks: \(request.words)",
      [.request: request.words])
    do {
      return ControlReply(body: try await document(for: request, by: user))
    } catch {
      let failure = Failure(error)
      let body = (try? jsonText(["error": failure])) ?? Data()
      return ControlReply(exit: failure.status.rawValue, body: body)
    }
  }

  private func document(for request: ControlRequest, by user: String) async throws -> Data {
    switch request {
    case .status: return try await tools.board.status().json()
    case .metrics: return Data(try await tools.board.metrics().utf8)
    case .poll(let source): return try jsonText(Promises(sources: try await sources.poll(source)))
    case .pause(let source):
      let promises = try await sources.pause(source)
      tools.logger.note(.paused, "\(user) paused \(source ?? "all sources")", [.source: source])
      return try jsonText(Promises(sources: promises))
    case .resume(let source):
      let promises = try await sources.resume(source)
      tools.logger.note(.resumed, "\(user) resumed \(source ?? "all sources")", [.source: source])
      return try jsonText(Promises(sources: promises))
    case .reload: return try jsonText(ReloadDocument(try await reload.reload()))
    case .stop:
      // As if it was told by a signal; whoever asked still gets an answer.
      kill(getpid(), SIGTERM)
      return try jsonText(StopDocument())
    case .ingest(let delivery): return try await ingest(delivery)
    case .decide(let item, let verb, let because):
      let decision = ItemDecision(item: item, verb: verb, because: because, by: user)
      switch try await tools.store.decide(decision) {
      case .judged(let outcomes):
        await note(outcomes)
        return try jsonText(OutcomesDocument(outcomes: outcomes))
      case .dropped(let item):
        await tools.board.write()
        return try jsonText(QuarantineDocument([item]))
      }
    }
  }

  private func ingest(_ delivery: ControlRequest.Delivery) async throws -> Data {
    if let failure = tools.store.reserve.failure(on: tools.store.reader.path) { throw failure }
    let releasedOn = try delivery.releasedOn.map { text in
      guard let date = CivilDate(iso: text) else {
        throw Failure(usage: "'\(printable(text))' is not a date such as 2012-05-11.")
      }
      return date
    }
    if let dataset = delivery.dataset { try await tools.store.configuration.definitions.check(dataset) }
    let extract = Extract(name: delivery.name, bytes: Array(delivery.bytes), retrievedAt: tools.clock.date)
    let outcomes = try await tools.store.carry(extract, as: delivery.dataset, releasedOn: releasedOn)
    await note(outcomes)
    return try jsonText(OutcomesDocument(outcomes: outcomes))
  }

  private func note(_ outcomes: [Outcome]) async {
    for outcome in outcomes { tools.logger.note(outcome.kind, "\(outcome.line)", outcome.fields) }
    await tools.board.note(outcomes)
    await tools.board.write()
  }
}

extension Caller {
  /// What the kernel calls users whom a user namespace hides.
  private static let hidden: UInt32 = 65_534

  /// The user's name; where the kernel hides it the caller's own word, and said to be that.
  fileprivate var name: String {
    guard uid == Self.hidden, let claim else { return userName(of: uid) }
    return "\(printable(claim.prefix(64))) (by their own word)"
  }
}

/// Outcomes as they travel.
struct OutcomesDocument: Codable {
  let outcomes: [Outcome]
}

/// What a reload came to, as it travels.
struct ReloadDocument: Codable {
  /// What only a restart takes over.
  let restartNeeded: [String]

  init(_ report: Reload.Report) { restartNeeded = report.waiting }
}

/// What a wish to stop leads to, as it travels.
struct StopDocument: Codable {
  /// - Unit: seconds, at the most.
  var within = 5
}

extension ControlRequest {
  /// For the log, such as `poll inbox`.
  fileprivate var words: String {
    switch self {
    case .status: "status"
    case .metrics: "metrics"
    case .poll(let source): "poll \(source ?? "all")"
    case .pause(let source): "pause \(source ?? "all")"
    case .resume(let source): "resume \(source ?? "all")"
    case .reload: "reload"
    case .stop: "stop"
    case .ingest(let delivery): "ingest \(printable(delivery.name)), \(delivery.bytes.count) bytes"
    case .decide(let item, let verb, _): "\(verb.rawValue) item \(item)"
    }
  }

  /// Whether nothing changes by it.
  fileprivate var isQuestion: Bool { self == .status || self == .metrics }
}
