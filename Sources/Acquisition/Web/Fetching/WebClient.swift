import CCurl
import Dispatch
import Extracts
import Glibc

/// How far a source's servers are trusted, and how long they are waited for.
package struct WebRules: Hashable, Sendable {
  /// Redirects that are followed.
  package static let mostRedirects = 5
  /// A transfer slower than this for a whole ``stall`` is given up.
  ///
  /// - Unit: bytes a second.
  static let slowest = 256
  /// How long a complete answer's connection may stay open before it is closed on our side.
  ///
  /// - Unit: milliseconds.
  static let lingering = 500

  /// What we call ourselves.
  package var agent: String
  /// Whether the loopback, private networks and the like may be connected to.
  package var allowPrivate: Bool
  /// The most bytes of a body.
  package var maxBytes: Int
  /// How long a connection may take.
  package var connect: Duration
  /// How long all of it may take.
  package var total: Duration
  /// How long it may hang.
  package var stall: Duration
  /// Where connections go instead, such as `http://proxy:3128`.
  package var proxy: String?
  /// The authorities to trust instead of the system's.
  package var caFile: String?

  /// Rules; strict ones where nothing else is given.
  package init(
    agent: String, allowPrivate: Bool = false, maxBytes: Int = 64 << 20, connect: Duration = .seconds(20),
    total: Duration = .seconds(300), stall: Duration = .seconds(30), proxy: String? = nil,
    caFile: String? = nil
  ) {
    (self.agent, self.allowPrivate, self.maxBytes) = (agent, allowPrivate, maxBytes)
    (self.connect, self.total, self.stall) = (connect, total, stall)
    (self.proxy, self.caFile) = (proxy, caFile)
  }
}

/// Asks servers by its rules and believes only whole answers.
package struct WebClient: Sendable {
  /// By these it goes.
  package let rules: WebRules

  /// A client; it connects to nothing yet.
  package init(_ rules: WebRules) { self.rules = rules }

  /// Asks, follows where it is sent, and gives an answer of status 200 or 304.
  ///
  /// - Errors: everything else, and anything that makes the answer's wholeness doubtful.
  package func fetch(_ request: WebRequest) async throws(WebError) -> WebResponse {
    var hop = request
    for _ in 0...WebRules.mostRedirects {
      let answer: Transfer.Answer
      switch await run(hop) {
      case .success(let given): answer = given
      case .failure(let failure): throw WebError(failure, at: hop.address)
      }
      switch answer.status {
      case 200, 304: return try response(answer, to: hop)
      case 301, 302, 303, 307, 308: hop = try next(after: hop, answer, began: request)
      default: throw refusal(answer, of: hop)
      }
    }
    throw WebError(.tooManyRedirects(WebRules.mostRedirects), at: request.address)
  }

  private func next(
    after hop: WebRequest, _ answer: Transfer.Answer, began request: WebRequest
  ) throws(WebError) -> WebRequest {
    guard let location = answer.headers["location"] else { throw refusal(answer, of: hop) }
    let target: WebAddress
    do {
      target = try hop.address.resolving(location)
    } catch {
      throw WebError(.redirectTo(location, error), at: hop.address)
    }
    guard target.isSecure || !hop.address.isSecure else {
      throw WebError(.downgraded(to: target.text), at: hop.address)
    }
    if case .post = hop.method, answer.status != 307, answer.status != 308 {
      throw WebError(.changedQuestion(status: answer.status), at: hop.address)
    }
    var next = hop
    next.address = target
    next.secrets = target.isSameOrigin(as: request.address) ? request.secrets : []
    return next
  }

  private func response(_ answer: Transfer.Answer, to hop: WebRequest) throws(WebError) -> WebResponse {
    let codings = answer.headers.values(of: "content-encoding").subtracting(["identity"])
    guard codings.isSubset(of: ["gzip", "x-gzip"]) else {
      throw WebError(.compressed(as: codings.sorted().joined(separator: ", ")), at: hop.address)
    }
    guard answer.status == 200 || hop.validators != nil else {
      throw WebError(.status(answer.status, said: "not asked whether anything changed"), at: hop.address)
    }
    return WebResponse(
      status: answer.status, validators: answer.headers.validators, body: answer.body,
      framing: answer.framing,
      isCompressed: !codings.isEmpty, rate: answer.headers.rate(now: time(nil)), address: hop.address)
  }

  private func refusal(_ answer: Transfer.Answer, of hop: WebRequest) -> WebError {
    WebError(
      .status(answer.status, said: firstWords(of: answer.body)), at: hop.address,
      retryAfter: answer.headers.retryAfter(now: time(nil)))
  }

  /// Asks on a thread of its own, since libcurl blocks.
  private func run(_ request: WebRequest) async -> Result<Transfer.Answer, WebError.Reason> {
    let flag = CancelFlag()
    let rules = rules
    return await withTaskCancellationHandler {
      await withCheckedContinuation { done in
        DispatchQueue(label: "fetch").async {
          do throws(WebError.Reason) {
            done.resume(returning: .success(try Transfer(request, by: rules, unless: flag).run()))
          } catch {
            done.resume(returning: .failure(error))
          }
        }
      }
    } onCancel: {
      flag.set()
    }
  }
}
