import Acquisition
import Definitions
import Documents
import Extracts
import FlowTables
import Foundation
import Ingest
import ReleaseStore

/// What a source remembers between its looks; a restart may forget it.
struct WebMemory: Sendable {
  /// When years that are not stored were last looked for.
  var missedAt: [ReferenceYear: Date] = [:]
  /// Dates at which no edition of a year was found.
  var triedDates: Set<String> = []
  /// A body that nothing shows to be whole is not judged again and again.
  var unproven: Set<Fingerprint> = []
  var index = IndexMemory()
  var pxweb = PxWebMemory()
  /// When the publisher says that the next edition comes.
  var announced: CivilDate?
}

/// What one look at a source at an address came to.
struct WebRound: Sendable {
  var look = SourceLook()
  /// What happened at each address where nothing was taken in.
  var tallies: [LookTally] = []
  /// Why it was broken off.
  var error: WebError?
  /// When the next edition is likely to come.
  var season: Season?
  /// Whether what an earlier process left behind has its outcomes.
  var isResumed = false
  /// Each step in a sentence, for whoever wants to know.
  var steps: [String] = []

  mutating func fail(_ failure: Failure, _ error: WebError? = nil) {
    look.health = .failed
    look.failures.append(failure)
    self.error = error
  }
}

/// One look at a source at an address: asks for what may be new, and carries what came.
struct WebLook: Sendable {
  let source: WebSource
  let gate: HostGate
  let desk: any LookDesk
  let now: Date

  /// Looks; what goes wrong at the source stands in the round.
  ///
  /// - Errors: ``BeltError`` where our store is at fault.
  func run(_ memory: inout WebMemory) async throws -> WebRound {
    var round = WebRound()
    let known = try await desk.knowledge(of: source)
    do {
      switch source.settings.target {
      case .page(let page):
        for errand in try errands(for: page, known, memory) {
          guard try await run(errand, known, &memory, &round) else { break }
        }
      case .index(let index): try await look(at: index, known, &memory, &round)
      case .pxweb(let table): try await look(at: PxWebTable(table), table, known, &memory, &round)
      }
    } catch let error as WebError {
      guard error.reason != .cancelled else { return round }
      round.fail(Failure(error), error)
      round.tallies.append(tally(.failed, Failure(error).message))
    } catch let failure as Failure {
      round.fail(failure)
      round.tallies.append(tally(.failed, failure.message))
    }
    round.season = season(known, memory)
    return round
  }

  /// Asks, in turn with all others who ask the same server.
  func fetch(_ request: WebRequest) async throws -> WebResponse {
    let request = try source.dressed(request)
    let client = source.client
    let gap = source.settings.gap
    let result = await gate.pass(to: request.address.authority, gap: gap) {
      () -> Result<WebResponse, WebError> in
      do throws(WebError) {
        return .success(try await client.fetch(request))
      } catch {
        return .failure(error)
      }
    }
    guard let result else { throw WebError(.cancelled, at: request.address) }
    await heed(result, at: request.address)
    return try result.get()
  }

  /// What a server wants of all who ask it; a longer wish than this holds for the source alone.
  private static let longestRest = Duration.seconds(120)
  /// How long servers count, where they don't say.
  private static let usualWindow = Duration.seconds(60)

  /// Leaves a server alone that takes no more questions now, also for the sake of the other sources there.
  private func heed(_ result: Result<WebResponse, WebError>, at address: WebAddress) async {
    let wish: Duration? =
      switch result {
      case .success(let response):
        response.rate.remaining == 0 ? response.rate.reset ?? Self.usualWindow : nil
      case .failure(let error): error.retryAfter
      }
    if let wish { await gate.rest(at: address.authority, for: min(wish, Self.longestRest)) }
  }

  /// Looks at one address; `false` where the others had better wait, too.
  ///
  /// - Errors: those that the caller expects, of which nothing is noted then.
  func run(
    _ errand: Errand, _ known: SourceKnowledge, _ memory: inout WebMemory, _ round: inout WebRound,
    expecting isExpected: (WebError) -> Bool = { _ in false }
  ) async throws -> Bool {
    let before = known.addresses[errand.key]
    var request = errand.request
    if !errand.isUnconditional, let before {
      request.validators = Validators(entityTag: before.entityTag, lastModified: before.lastModified)
    }
    let response: WebResponse
    do {
      response = try await fetch(request)
    } catch let error as WebError {
      if isExpected(error) { throw error }
      return try await note(error, at: errand, &memory, &round)
    }
    if response.isUnchanged {
      round.steps.append("\(errand.name): 304, not changed")
      round.tallies.append(tally(.unchanged, "304", errand.year))
      return true
    }
    return try await take(response, at: errand, before, &memory, &round)
  }

  private func take(
    _ response: WebResponse, at errand: Errand, _ before: KnownAddress?, _ memory: inout WebMemory,
    _ round: inout WebRound
  ) async throws -> Bool {
    let extract = Extract(name: errand.name, bytes: response.body, retrievedAt: Date())
    let visit = Visit(
      to: errand.key, for: source.subject(errand.year), entityTag: response.validators?.entityTag,
      lastModified: response.validators?.lastModified)
    if before?.fingerprint == extract.fingerprint {
      round.steps.append("\(errand.name): 200, \(extract.size) bytes, the same as before")
      round.tallies.append(tally(.unchanged, "same bytes", errand.year))
      try await desk.confirm(visit, at: source.name, of: extract.fingerprint)
      return true
    }
    if let error = doubt(about: response, extract, at: errand) {
      return try await note(error, at: errand, &memory, &round)
    }
    let isFramed = response.framing == .whole
    let outcomes =
      memory.unproven.contains(extract.fingerprint) && !isFramed
      ? nil
      : try await desk.take(extract, from: Origin(source: source.name, answering: visit), isFramed: isFramed)
    guard let outcomes else {
      memory.unproven.insert(extract.fingerprint)
      let error = WebError(
        .incomplete("the server does not say how long it is, and no sums show that it is whole"),
        at: errand.name)
      return try await note(error, at: errand, &memory, &round)
    }
    round.steps.append("\(errand.name): 200, \(extract.size) bytes, new")
    round.look.decided.append(outcomes)
    if let year = errand.year { memory.missedAt[year] = nil }
    return true
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

  /// Notes a failure at one address.
  private func note(
    _ error: WebError, at errand: Errand, _ memory: inout WebMemory, _ round: inout WebRound
  ) async throws -> Bool {
    if error.reason == .cancelled { return false }
    round.steps.append("\(error)")
    if error.kind == .gone, errand.mayBeMissing {
      if let year = errand.year {
        memory.missedAt[year] = now
        if let date = errand.releasedOn { memory.triedDates.insert("\(year) \(date)") }
      }
      round.tallies.append(tally(.unchanged, "not out yet", errand.year))
      return true
    }
    // What the server calls its content may belong to what could not be read.
    try await desk.forgetValidators(of: errand.key, at: source.name)
    round.tallies.append(tally(.failed, "\(error)", errand.year))
    round.fail(Failure(error), error)
    return error.kind == .gone
  }

  func tally(_ result: LookResult, _ detail: String?, _ year: ReferenceYear? = nil) -> LookTally {
    LookTally(
      source: source.name, subject: source.subject(year), result: result, detail: detail, since: now)
  }
}
