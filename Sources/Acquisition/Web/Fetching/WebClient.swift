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
    if let host = request.address.privateHostBehindProxy(rules) {
      throw WebError(.privateAddress, at: host)
    }
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
      let target = error == .credentials ? "" : redacted(location, hop.secrets)
      throw WebError(.redirectTo(target, error), at: hop.address)
    }
    if let host = target.privateHostBehindProxy(rules) { throw WebError(.privateAddress, at: host) }
    guard target.isSecure || !hop.address.isSecure else {
      throw WebError(.downgraded(to: target.text), at: hop.address)
    }
    if case .post = hop.method, answer.status != 307, answer.status != 308 {
      throw WebError(.changedQuestion(status: answer.status), at: hop.address)
    }
    var next = hop
    next.address = target
    // What one address calls its content another may call something else.
    next.validators = nil
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
      .status(answer.status, said: redacted(firstWords(of: answer.body), hop.secrets)), at: hop.address,
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

/// A text without the secrets that were sent, which a server may tell back.
private func redacted(_ text: String, _ secrets: [WebHeader]) -> String {
  var text = text
  for secret in secrets {
    let words = [secret.value] + secret.value.split(separator: " ").map(String.init)
    for word in words where word.utf8.count >= 4 { text = text.replacing(word, with: "…") }
  }
  return text
}

extension WebAddress {
  /// The address where it names a private host to a proxy, which would connect for us.
  ///
  /// A name that only the proxy can resolve is the proxy's to judge.
  fileprivate func privateHostBehindProxy(_ rules: WebRules) -> WebAddress? {
    guard rules.proxy != nil, !rules.allowPrivate else { return nil }
    let name = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    if name == "localhost" || name.hasSuffix(".localhost") { return self }
    var (four, six) = (in_addr(), in6_addr())
    if inet_pton(AF_INET, name, &four) == 1 {
      return isPrivate(version4: UInt32(bigEndian: four.s_addr)) ? self : nil
    }
    guard inet_pton(AF_INET6, name, &six) == 1 else { return nil }
    return isPrivate(version6: withUnsafeBytes(of: six) { Array($0) }) ? self : nil
  }
}
