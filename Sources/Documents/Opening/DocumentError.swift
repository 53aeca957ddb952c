/// Why an extract could not be opened as a document.
package struct DocumentError: Error, Equatable, CustomStringConvertible {
  /// What is wrong, with where it stands.
  package enum Reason: Equatable, Sendable {
    /// No byte, or nothing but blanks.
    case empty
    /// A control character that no text has.
    case notText(line: Int, byte: UInt8)
    /// Mostly UTF-8, but with bytes that are not.
    case brokenUTF8(line: Int)
    /// Ends within a character.
    case cutInCharacter(line: Int)
    case tooLarge(bytes: Int, limit: Int)
    /// Small enough, but of more words than a table's page has.
    case tooManyWords(limit: Int)
    /// Over its source's limit, so that only its first bytes were kept.
    case overSourceLimit(bytes: Int)
    /// Breaks its own format's rules; what, and what to do about it.
    case malformed(DocumentPlace?, String)
    /// Ends before its format says that it ends.
    case cutShort(DocumentPlace?, String)
    /// Of more depth, cells or unpacked bytes than are read; which.
    case beyondLimit(DocumentPlace?, String)
    /// Well-formed, but of a kind that is not read: encrypted, with macros, without values; what to do about it.
    case unsupported(DocumentPlace?, String)
    /// The program that opens this format is not installed.
    case toolMissing(tool: String, package: String)
    /// The program that opens this format could not; what it said.
    case toolFailed(tool: String, String)
    /// A format that this version does not open.
    case unknownFormat(ForeignFormat?)
  }

  /// What is wrong.
  package let reason: Reason
  /// The extract's name.
  package let origin: String

  /// An error of the extract that goes by a name.
  package init(_ reason: Reason, in origin: String) { (self.reason, self.origin) = (reason, origin) }

  /// Where and what, then what to do about it.
  package var description: String {
    switch reason {
    case .empty:
      "\(origin): empty. Take the extract again."
    case .notText(let line, let byte):
      "\(origin):\(line): not text (control byte \(byte)). Save the page as plain text."
    case .brokenUTF8(let line):
      "\(origin):\(line): not UTF-8, although the rest is. Take the extract again."
    case .cutInCharacter(let line):
      "\(origin):\(line): ends in the middle of a character. The copy was cut; take the extract again."
    case .tooLarge(let bytes, let limit):
      "\(origin): \(bytes) bytes; at most \(limit) are read. Is this the table and nothing else?"
    case .tooManyWords(let limit):
      "\(origin): more than \(limit) words. Is this the table and nothing else?"
    case .overSourceLimit(let bytes):
      "\(origin): \(bytes) bytes, over its source's limit; only the first were kept. Is this the table and nothing "
        + "else? Then raise maxBytes."
    case .malformed(let place, let what), .cutShort(let place, let what), .beyondLimit(let place, let what),
      .unsupported(let place, let what):
      "\(origin)\(place.map { ":\($0)" } ?? ""): \(what)"
    case .toolMissing(let tool, let package):
      "\(origin): needs the program \(tool), which can't be run here. Install it (Debian: apt install "
        + "\(package)); where it is, let it be run (under systemd: ExecPaths, as flyt.service says). Then try again."
    case .toolFailed(let tool, let what):
      "\(origin): \(tool) could not open it: \(what)"
    case .unknownFormat(let format?):
      "\(origin): \(format.rawValue), which this version does not read. Take the table as text, CSV, HTML or .xlsx."
    case .unknownFormat(nil):
      "\(origin): none of the formats that this version reads. Take the table as text, CSV, HTML or .xlsx."
    }
  }
}
