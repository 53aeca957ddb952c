/// What a server answered, whole as far as the way it was sent can show.
package struct WebResponse: Sendable {
  /// How the end of the body was known.
  package enum Framing: Hashable, Sendable {
    /// By its stated length, or by a last chunk.
    case whole
    /// Only by the end of the connection, which an accident may have brought too.
    case unframed
  }

  /// 200 with a body; 304 with none.
  package let status: Int
  /// What it came with.
  package let validators: Validators?
  /// The bytes as they came, compressed where ``isCompressed``.
  package let body: [UInt8]
  /// How the end of the body was known.
  package let framing: Framing
  /// Whether the server sent gzip, though asked not to compress.
  package let isCompressed: Bool
  /// How many more questions it takes, and when again.
  package let rate: RateLimit
  /// Where it was found in the end.
  package let address: WebAddress

  /// Whether the server says that nothing has changed.
  package var isUnchanged: Bool { status == 304 }
}

/// What a server says of its patience.
package struct RateLimit: Hashable, Sendable {
  /// How many more questions it takes now.
  package var remaining: Int?
  /// How long until it takes more.
  package var reset: Duration?

  /// What it says; nothing by default.
  package init(remaining: Int? = nil, reset: Duration? = nil) {
    (self.remaining, self.reset) = (remaining, reset)
  }
}
