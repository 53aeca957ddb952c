import Glibc

/// The journal of this machine.
package struct Journal: Sendable {
  private let address: SocketAddress?

  /// The journal that listens at a path.
  package init(at path: String = "/run/systemd/journal/socket") { address = SocketAddress(path) }

  /// Hands over an entry, and gives whether the journal took it.
  ///
  /// What is too large for a datagram goes as a file in memory; where that can't be, its values are
  /// shortened.
  package func send(_ entry: JournalEntry) -> Bool {
    guard let address else { return false }
    let bytes = entry.encoded
    switch sendDatagram(bytes, to: address) {
    case nil: return true
    case EMSGSIZE, ENOBUFS: break
    default: return false
    }
    if withSealedMemory(bytes, { sendDatagram([], passing: $0, to: address) == nil }) == true { return true }
    return sendDatagram(entry.shortened().encoded, to: address) == nil
  }

  /// Whether what is written to standard error ends in the journal, as systemd says by `JOURNAL_STREAM`.
  ///
  /// The variable alone is no proof: a child inherits it, though its output may go elsewhere.
  ///
  /// - Source: systemd.exec(5).
  package static func takesStandardError(environment: [String: String]) -> Bool {
    isStream(STDERR_FILENO, environment: environment)
  }

  /// Whether a descriptor is the stream that systemd connected to the journal.
  static func isStream(_ descriptor: CInt, environment: [String: String]) -> Bool {
    var file = stat()
    guard let stream = environment["JOURNAL_STREAM"], fstat(descriptor, &file) == 0 else { return false }
    return stream == "\(file.st_dev):\(file.st_ino)"
  }
}
