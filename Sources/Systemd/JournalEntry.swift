/// One entry for the journal: fields in an order, each a name and a text.
package struct JournalEntry: Hashable, Sendable {
  /// How much it matters, as syslog counts.
  package enum Priority: Int, Hashable, Sendable, CaseIterable {
    case emergency = 0
    case alert, critical, error, warning, notice, informational, debug
  }

  /// What is known of one aspect of the event.
  package struct Field: Hashable, Sendable {
    /// Names may come again; the journal keeps every value.
    package let name: FieldName
    /// Any text: lines, control characters and zeros are kept as they are.
    package let value: String
  }

  /// In the order they are sent.
  package private(set) var fields: [Field] = []

  /// An entry that says what happened, and of what kind that was.
  ///
  /// The kind is 32 hexadecimal digits, the same for every event of it.
  package init(
    _ message: String, priority: Priority, identifier: String = "flyt", messageID: String? = nil
  ) {
    add(.message, message)
    add(.priority, String(priority.rawValue))
    add(.syslogIdentifier, identifier)
    if let messageID { add(.messageID, messageID) }
  }

  /// Adds a field after the others.
  package mutating func add(_ name: FieldName, _ value: String) {
    fields.append(Field(name: name, value: value))
  }

  /// The same in so few bytes that any socket takes it: some fields, with so many bytes of each value.
  func shortened(to limit: Int = 1024) -> Self {
    var short = self
    short.fields = fields.prefix(64).map { Field(name: $0.name, value: $0.value.prefix(bytes: limit)) }
    return short
  }

  /// As the journal reads it.
  ///
  /// - Source: systemd's "Native Journal Protocol".
  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    for field in fields {
      bytes += field.name.text.utf8
      if field.value.utf8.contains(newline) {
        bytes.append(newline)
        withUnsafeBytes(of: UInt64(field.value.utf8.count).littleEndian) { bytes += $0 }
      } else {
        bytes.append(UInt8(ascii: "="))
      }
      bytes += field.value.utf8
      bytes.append(newline)
    }
    return bytes
  }
}

private let newline = UInt8(ascii: "\n")
