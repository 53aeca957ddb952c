import Acquisition
import Definitions
import Documents
import Extracts
import FlowTables
import Foundation
import Ingest
import ReleaseStore

/// One look at a source at an address: asks for what may be new, and carries what came.
struct WebLook: Sendable {
  let source: WebSource
  let gate: HostGate
  let desk: any LookDesk
  let now: Date
  var memory: WebMemory
  var round = WebRound()
  var known = SourceKnowledge()

  init(at source: WebSource, gate: HostGate, desk: any LookDesk, now: Date, memory: WebMemory = WebMemory()) {
    (self.source, self.gate, self.desk) = (source, gate, desk)
    (self.now, self.memory) = (now, memory)
  }

  /// Looks; what goes wrong at the source, or passes by itself, stands in ``round``.
  ///
  /// - Errors: what somebody must act on.
  mutating func run() async throws {
    do {
      known = try await desk.knowledge(of: source)
      switch source.settings.target {
      case .page(let page): try await look(at: page)
      case .index(let index): try await look(at: index)
      case .pxweb(let table): try await look(at: PxWebTable(table), table)
      }
    } catch let error as WebError {
      if error.isOurs {
        round.stop = error
      } else {
        fail(failure(error), error)
      }
    } catch let failure as Failure {
      fail(failure)
    } catch let error as BeltError where error.fate == .retry {
      fail(Failure(error))
    }
    round.season = season()
  }

  private mutating func fail(_ failure: Failure, _ error: WebError? = nil) {
    round.fail(failure, error)
    round.tallies.append(tally(.failed, failure.message))
  }

  private mutating func look(at page: PageSettings) async throws {
    let errands = try errands(for: page)
    if errands.isEmpty {
      let opening = season().map { "before \($0.first)" } ?? "now"
      round.steps.append("nothing is out \(opening)")
      round.tallies.append(tally(.unchanged, "nothing to look for \(opening)"))
    }
    for errand in errands {
      guard try await run(errand) else { break }
    }
  }

  /// Looks for one table; `false` where the others had better wait, too.
  ///
  /// - Errors: those that the caller expects, of which nothing is noted then.
  mutating func run(
    _ errand: Errand, expecting isExpected: (WebError) -> Bool = { _ in false }
  ) async throws -> Bool {
    let before = known.addresses[errand.key]
    let isConditional = !errand.isUnconditional && !memory.distrusted.contains(errand.key)
    memory.distrusted.insert(errand.key)
    var responses: [WebResponse] = []
    do {
      for var request in errand.requests {
        if isConditional {
          request.validators = Validators(entityTag: before?.entityTag, lastModified: before?.lastModified)
        }
        responses.append(try await fetch(request))
      }
    } catch let error as WebError {
      if error.isOurs || isExpected(error) { throw error }
      return try await note(error, at: errand)
    }
    if let reason = errand.objection(responses) {
      return try await note(WebError(reason, at: errand.name), at: errand)
    }
    if errand.role == .missing, let year = errand.year { memory.missedAt[year] = now }
    let mayGoOn =
      if responses.allSatisfy(\.isUnchanged) {
        unchanged(errand)
      } else {
        try await take(responses, at: errand, before)
      }
    if mayGoOn { memory.distrusted.remove(errand.key) }
    return mayGoOn
  }

  private mutating func unchanged(_ errand: Errand) -> Bool {
    round.succeed()
    round.steps.append("\(errand.name): 304, not changed")
    round.tallies.append(tally(.unchanged, "304", confirmed(errand)))
    return true
  }

  /// The year whose current figures are what the address has; `nil` where it has others, or none that are believed.
  private func confirmed(_ errand: Errand) -> ReferenceYear? {
    known.addresses[errand.key]?.holds == true ? errand.year : nil
  }

  private mutating func take(
    _ responses: [WebResponse], at errand: Errand, _ before: KnownAddress?
  ) async throws -> Bool {
    let extracts = responses.map { Extract(name: errand.name, bytes: $0.body, retrievedAt: Date()) }
    for (response, extract) in zip(responses, extracts) {
      if let error = doubt(about: response, extract, at: errand) { return try await note(error, at: errand) }
    }
    let fingerprint = Belt.fingerprint(of: extracts)
    let visit = visit(to: errand, responses)
    let bytes = extracts.reduce(0) { $0 + $1.size }
    if before?.fingerprint == fingerprint {
      round.succeed()
      try await desk.confirm(visit, at: source.name, of: fingerprint)
      round.steps.append("\(errand.name): 200, \(bytes) bytes, the same as before")
      round.tallies.append(tally(.unchanged, "same bytes", confirmed(errand)))
      return true
    }
    let isFramed = responses.allSatisfy { $0.framing == .whole }
    var outcomes: [Outcome]?
    if isFramed || memory.unproven[errand.key] != fingerprint {
      outcomes = try await desk.take(
        extracts, from: Origin(source: source.name, answering: visit), isFramed: isFramed)
    }
    guard let outcomes else {
      memory.unproven[errand.key] = fingerprint
      let why = "the server does not say how long it is, and no sums show that it is whole"
      return try await note(WebError(.incomplete(why), at: errand.name), at: errand)
    }
    round.succeed()
    round.steps.append("\(errand.name): 200, \(bytes) bytes, new")
    round.look.decided.append(outcomes)
    return true
  }

  /// What the server calls its answer; nothing where that may be another's name, or the answer only a piece.
  private func visit(to errand: Errand, _ responses: [WebResponse]) -> Visit {
    guard let response = responses.first, responses.count == 1, response.framing == .whole,
      response.address == errand.requests.first?.address
    else { return Visit(to: errand.key, for: source.subject(errand.year)) }
    return Visit(
      to: errand.key, for: source.subject(errand.year), entityTag: response.validators?.entityTag,
      lastModified: response.validators?.lastModified)
  }

  /// What plainly shows that a body is no data, or not all of it.
  private func doubt(about response: WebResponse, _ extract: Extract, at errand: Errand) -> WebError? {
    var body = response.body
    if mayBeWrapper(extract) {
      do throws(DocumentError) {
        if let members = try contents(of: extract) { body = members.first?.bytes ?? body }
      } catch {
        return WebError(.incomplete("what is packed can't be unpacked: \(error)"), at: errand.name)
      }
    } else if response.isCompressed {
      return WebError(.incomplete("said to be compressed, and is not"), at: errand.name)
    }
    return implausibility(of: body).map { WebError(.implausible($0), at: errand.name) }
  }

  /// So many failures in one look are enough, whatever their kind.
  private static let mostFailures = 3

  /// Notes a failure at one address; `false` where the others would fare alike.
  private mutating func note(_ error: WebError, at errand: Errand) async throws -> Bool {
    round.steps.append("\(error)")
    // What the server calls its content may belong to what could not be read.
    try await desk.forgetValidators(of: errand.key, at: source.name)
    // Its turn comes after the others' next time.
    memory.absentAt[errand.key] = now
    guard error.kind == .gone, errand.role != .known else {
      round.tallies.append(tally(.failed, "\(error)", errand.year))
      round.fail(failure(error), error)
      return !error.isOfServer && round.look.failures.count < Self.mostFailures
    }
    round.succeed()
    if errand.role == .missing {
      if let year = errand.year {
        memory.missedAt[year] = now
        if let day = errand.releasedOn { memory.triedDays.insert("\(year) \(day)") }
      }
      round.tallies.append(tally(.unchanged, "not out yet", errand.year))
    } else {
      round.tallies.append(tally(.failed, "\(error)", errand.year))
    }
    return true
  }

  private func failure(_ error: WebError) -> Failure {
    let failure = Failure(error)
    return Failure(
      failure.status, code: failure.code, failure.message, hint: "flyt sources test \(source.name)")
  }

  func tally(_ result: LookResult, _ detail: String?, _ year: ReferenceYear? = nil) -> LookTally {
    LookTally(
      source: source.name, subject: source.subject(year), result: result, detail: detail, since: now)
  }
}

extension WebLook {
  /// Asks, in turn with all others who ask the same server, and never in its closed hours.
  func fetch(_ request: WebRequest) async throws -> WebResponse {
    let request = try source.dressed(request)
    let (client, quiet) = (source.client, source.quiet)
    let authority = request.address.authority
    let result = await gate.pass(to: authority, gap: source.settings.gap) { [gate] in
      let result: Result<WebResponse, WebError>
      do throws(WebError) {
        if let quiet, quiet.contains(Date()) { throw WebError(.closed, at: request.address) }
        let response = try await client.fetch(request)
        // Figures that are due for revision may have been taken out meanwhile.
        if let quiet, quiet.contains(Date()) { throw WebError(.closed, at: request.address) }
        result = .success(response)
      } catch {
        result = .failure(error)
      }
      // Before the next in the queue has its turn.
      if let rest = Self.rest(after: result) { await gate.rest(at: authority, for: rest) }
      return result
    }
    guard let result else { throw WebError(.cancelled, at: request.address) }
    return try result.get()
  }

  /// What a server wants of all who ask it; a longer wish than this holds for the source alone.
  private static let longestRest = Duration.seconds(120)
  /// How long servers count, where they don't say.
  private static let usualWindow = Duration.seconds(60)

  /// How long a server takes no more questions, from whichever source.
  private static func rest(after result: Result<WebResponse, WebError>) -> Duration? {
    let wish: Duration? =
      switch result {
      case .success(let response): response.rate.remaining == 0 ? response.rate.reset ?? usualWindow : nil
      case .failure(let error): error.retryAfter
      }
    return wish.map { min($0, longestRest) }
  }
}

extension WebError {
  /// Whether other addresses of the same server would fare alike.
  fileprivate var isOfServer: Bool {
    switch reason {
    case .unknownHost, .notConnected, .certificate, .authorities, .privateAddress, .tooSlow: true
    case .status(401, _), .status(429, _), .status(503, _): true
    default: false
    }
  }

  /// Whether nothing is wrong with the source: we stopped.
  fileprivate var isOurs: Bool { reason == .cancelled || reason == .closed }
}
