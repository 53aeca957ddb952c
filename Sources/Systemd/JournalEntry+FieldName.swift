extension JournalEntry {
  /// A name that the journal accepts for a field.
  package struct FieldName: Hashable, Sendable {
    /// Capital letters, digits and underscores.
    package let text: String

    /// Gives `nil` for a name that the journal would drop.
    ///
    /// Names that begin with an underscore are the journal's own: they say what it saw itself.
    package init?(_ text: String) {
      guard text.utf8.count <= 64, let first = text.utf8.first, capitals.contains(first),
        text.utf8.allSatisfy({ capitals.contains($0) || digits.contains($0) || $0 == underscore })
      else { return nil }
      self.text = text
    }

    private init(known text: String) { self.text = text }

    /// What happened, in a line for people.
    package static let message = Self(known: "MESSAGE")
    /// What kind of event it is, for programs.
    package static let messageID = Self(known: "MESSAGE_ID")
    /// From 0, an emergency, to 7, of use to programmers only.
    package static let priority = Self(known: "PRIORITY")
    /// Which program speaks.
    package static let syslogIdentifier = Self(known: "SYSLOG_IDENTIFIER")
  }
}

private let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
private let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
private let underscore = UInt8(ascii: "_")
