package import Extracts

/// Where a file goes once its outcome is stored.
package enum FilingPlace {
  case accepted
  /// With the cards that belong to the name the file gets there, which is given fit for a terminal.
  case refused(card: (_ name: String) -> Card)
}

/// How the filing of a file ended.
package enum FilingOutcome: Hashable, Sendable {
  /// The file lies there now; the payload is its path, fit for a terminal.
  case filed(at: String)
  /// Another file has its name, or it has other content: it stays for the next look.
  case replaced
  /// Somebody moved it away.
  case gone
}

extension WatchFolder {
  /// Moves a file out of the inbox, never over another file and never another file than the one taken.
  ///
  /// The inbox entry is renamed last, after its cards are durable: after a crash
  /// at any point the same call finishes the work and doubles nothing.
  ///
  /// - Errors: the folder or file that the move failed at; the file is still in
  ///   the inbox then.
  package func file(
    _ arrival: FolderArrival, fingerprint: Fingerprint, to place: FilingPlace
  ) throws(AcquisitionError) -> FilingOutcome {
    switch place {
    case .accepted:
      let filing = try Filing(of: arrival, fingerprint, from: Folder(at: path), to: Folder(at: accepted))
      return try filing.run(card: nil)
    case .refused(let card):
      let filing = try Filing(of: arrival, fingerprint, from: Folder(at: path), to: Folder(at: refused))
      return try filing.run(card: card)
    }
  }
}
