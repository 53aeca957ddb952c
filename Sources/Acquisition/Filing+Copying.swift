import Extracts
import Glibc

extension Filing {
  /// Moves the file to another file system: a durable copy first, then the original goes.
  ///
  /// Gives `nil` when the name is taken.
  func copy(to name: EntryName) throws(AcquisitionError) -> FilingOutcome? {
    let original = try SteadyFile(inbox.open(arrival.entry))
    guard original.stamp.isSameContent(as: arrival.stamp) else { return .replaced }
    guard try stageCopy(of: original) == fingerprint else {
      try target.remove(stagingName)
      return .replaced
    }
    guard try target.rename(stagingName, into: target, as: name) == .renamed else {
      try target.remove(stagingName)
      return nil
    }
    return try removeOriginal(filedAs: name)
  }

  /// Whether an entry is the copy that an interrupted move of this file has left.
  ///
  /// Only between file systems: on one, a file of the same bytes is another file.
  func isOwnCopy(_ name: EntryName, _ status: FileStatus) -> Bool {
    guard status.kind == .regular, status.stamp.device != arrival.stamp.device,
      status.stamp.size == arrival.stamp.size,
      let copy = try? SteadyFile(target.open(name))
    else { return false }
    var digest = FingerprintBuilder()
    guard (try? copy.forEachPiece { digest.update($0) }) != nil else { return false }
    return digest.finish() == fingerprint
  }

  /// Ends a move by copy: the original goes, if it is still the file that was copied.
  func removeOriginal(filedAs name: EntryName) throws(AcquisitionError) -> FilingOutcome {
    try target.synchronize()
    if try hindrance() == nil { try inbox.remove(arrival.entry) }
    try inbox.synchronize()
    return filed(as: name)
  }

  private func stageCopy(of original: borrowing SteadyFile) throws(AcquisitionError) -> Fingerprint {
    let copy = try target.create(stagingName)
    var digest = FingerprintBuilder()
    try original.forEachPiece { piece throws(AcquisitionError) in
      digest.update(piece)
      try copy.write(piece)
    }
    try copy.synchronize()
    return digest.finish()
  }
}
