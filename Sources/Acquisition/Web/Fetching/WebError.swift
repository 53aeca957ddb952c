import Extracts

/// Why nothing was fetched from an address; then nothing is known that was not known before.
package struct WebError: Error, Equatable, CustomStringConvertible {
  /// What went wrong.
  package enum Reason: Error, Equatable, Sendable {
    /// The text is empty where it must not be printed.
    case redirectTo(String, WebAddress.Problem)
    case tooManyRedirects(Int)
    case downgraded(to: String)
    /// A redirect that would have the body of a question sent as another question.
    case changedQuestion(status: Int)
    case privateAddress
    case unknownHost
    case notConnected(String)
    case certificate(String)
    /// The settings' own authorities can't be read.
    case authorities(String)
    case tooSlow(String)
    case tooLarge(limit: Int)
    case headersTooLarge(limit: String)
    /// The body did not come whole, or nothing tells whether it did.
    case incomplete(String)
    case compressed(as: String)
    case status(Int, said: String)
    /// Whole, and no data: an error page, a login page, nothing at all.
    case implausible(String)
    /// Stopped on our side.
    case cancelled
    /// The source's settings say that it is not to be asked now.
    case closed
    case transport(String)
  }

  /// What to do about it.
  package enum Kind: String, Hashable, Sendable {
    /// It may pass by itself: come again soon, then less and less often.
    case transient
    /// We are not wanted, or not so often.
    case blocked
    /// Nothing is there, or not yet.
    case gone
  }

  /// What went wrong there.
  package let reason: Reason
  /// The address that was asked for, fit for a terminal.
  package let address: String
  /// How long the server wants to be left alone, where it said so.
  package let retryAfter: Duration?

  /// Says what went wrong, and where.
  package init(_ reason: Reason, at address: some CustomStringConvertible, retryAfter: Duration? = nil) {
    (self.reason, self.address, self.retryAfter) = (reason, printable("\(address)"), retryAfter)
  }

  /// What to do about it.
  package var kind: Kind {
    switch reason {
    case .status(401, _), .status(403, _), .status(407, _), .status(429, _), .status(451, _): .blocked
    case .status(404, _), .status(410, _): .gone
    default: .transient
    }
  }

  /// Where and what, then what to do about it.
  package var description: String { "\(address): \(problem) \(remedy)" }

  /// What went wrong, without the address.
  package var problem: String {
    switch reason {
    case .redirectTo("", let problem): "sent on to an address that \(problem)."
    case .redirectTo(let target, let problem): "sent on to '\(printable(target))', which \(problem)."
    case .tooManyRedirects(let count): "sent on more than \(count) times."
    case .downgraded(let target): "sent on from https to \(printable(target)), which is not protected."
    case .changedQuestion(let status): "sent on with status \(status), which would lose the question."
    case .privateAddress: "leads to a private address."
    case .unknownHost: "no such host."
    case .notConnected(let why): "no connection: \(why)."
    case .certificate(let why): "the server does not prove who it is: \(why)."
    case .authorities(let why): "the authorities to trust can't be read: \(why)."
    case .tooSlow(let what): "\(what)."
    case .tooLarge(let limit): "more than \(limit) bytes."
    case .headersTooLarge(let limit): "more than \(limit) of headers."
    case .incomplete(let why): "did not come whole: \(why)."
    case .compressed(let coding): "compressed as '\(printable(coding))', though nothing was to be compressed."
    case .status(let status, let said): "status \(status)\(said.isEmpty ? "" : ", '\(said)'")."
    case .implausible(let what): "answered with \(what)."
    case .cancelled: "stopped before it came."
    case .closed: "not asked in its closed hours."
    case .transport(let why): "\(why)."
    }
  }

  private var remedy: String {
    switch reason {
    case .redirectTo, .tooManyRedirects, .changedQuestion, .downgraded:
      "Look at the address in a browser and put the new one into the settings."
    case .privateAddress: "Set 'allowPrivate = true' if that is meant."
    case .unknownHost, .notConnected: "It is tried again; check the address and the network if it goes on."
    case .certificate: "Nothing was sent. If the office has a certificate of its own, name it in 'caFile'."
    case .authorities: "Check 'caFile'."
    case .closed: "It is asked when they are over; see 'closed' in the settings."
    case .tooLarge: "Raise this source's 'maxBytes' if that is meant."
    case .compressed: "Ask the publisher to honour 'Accept-Encoding: identity'."
    case .status(401, _), .status(403, _), .status(407, _), .status(451, _):
      "The server refuses us: check whether it wants a header or a contact, or write to the publisher."
    case .status(429, _):
      "Asked too often: it is left alone for a while; raise 'every' or 'gap' if it goes on."
    case .status(404, _), .status(410, _): "Not out yet, or moved: look at the address in a browser."
    case .implausible: "Nothing was stored; look at the address in a browser."
    case .tooSlow, .headersTooLarge, .incomplete, .status, .cancelled, .transport:
      "Nothing was stored; it is tried again."
    }
  }
}
