/// One question to a server.
package struct WebRequest: Hashable, Sendable {
  /// How it is asked.
  package enum Method: Hashable, Sendable {
    case get
    case post([UInt8], type: String)
  }

  /// Where it goes.
  package var address: WebAddress
  /// How it is asked.
  package var method: Method
  /// Sent wherever a redirect leads.
  package var headers: [WebHeader]
  /// Sent to the address's own origin alone, and printed nowhere.
  package var secrets: [WebHeader]
  /// What the server called the content that is known already; `nil` asks for it in any case.
  package var validators: Validators?

  /// A question; a plain and unconditional one where nothing else is given.
  package init(
    _ address: WebAddress, method: Method = .get, headers: [WebHeader] = [], secrets: [WebHeader] = [],
    validators: Validators? = nil
  ) {
    (self.address, self.method, self.headers) = (address, method, headers)
    (self.secrets, self.validators) = (secrets, validators)
  }
}

/// A header of a request.
package struct WebHeader: Hashable, Sendable {
  /// The header's name.
  package let name: String
  /// What it says.
  package let value: String

  /// Gives `nil` where it would be no header, or more than one.
  package init?(_ name: String, _ value: String) {
    let marks = "!#$%&'*+-.^_`|~".utf8
    guard !name.isEmpty,
      name.utf8.allSatisfy({ byte in
        marks.contains(byte) || Character(UnicodeScalar(byte)).isLetter && byte < 0x80
          || (0x30...0x39).contains(byte)
      }), !value.isEmpty, value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else { return nil }
    (self.name, self.value) = (name, value)
  }

  /// As it is sent.
  var line: String { "\(name): \(value)" }
}

/// The server's own names for what it answered, to ask later whether that has changed.
///
/// Never our clock: a server whose clock differs would hide a change for ever.
package struct Validators: Hashable, Sendable {
  /// Its `ETag`, as it was sent.
  package let entityTag: String?
  /// Its `Last-Modified`, as it was sent.
  package let lastModified: String?

  /// Gives `nil` where the server named nothing, or something that can't be sent back.
  package init?(entityTag: String?, lastModified: String?) {
    self.entityTag = entityTag.flatMap { WebHeader("If-None-Match", $0) }?.value
    self.lastModified = lastModified.flatMap { WebHeader("If-Modified-Since", $0) }?.value
    if self.entityTag == nil, self.lastModified == nil { return nil }
  }

  /// How they are asked with; both, since a server may know only one.
  var headers: [WebHeader] {
    [
      entityTag.flatMap { WebHeader("If-None-Match", $0) },
      lastModified.flatMap { WebHeader("If-Modified-Since", $0) },
    ].compactMap(\.self)
  }
}
