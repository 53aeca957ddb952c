import Extracts

/// The move of one file from the inbox to another folder.
struct Filing: ~Copyable {
  let arrival: FolderArrival
  let fingerprint: Fingerprint
  let inbox: Folder
  let target: Folder
  /// A name in the target folder that only this file uses, hidden from people and from looks.
  let stagingName: EntryName

  init(
    of arrival: FolderArrival, _ fingerprint: Fingerprint, from inbox: consuming Folder,
    to target: consuming Folder
  ) {
    (self.arrival, self.fingerprint) = (arrival, fingerprint)
    stagingName =
      EntryName(".\(Fingerprint(of: arrival.identity.utf8).short).tmp".utf8) ?? arrival.entry
    self.inbox = inbox
    self.target = target
  }

  /// Tries one name after another until one is free.
  func run(card: ((String) -> Card)?) throws(AcquisitionError) -> FilingOutcome {
    if let hindrance = try hindrance() { return hindrance }
    let names = FiledNames(for: arrival.entry)
    for attempt in 1...Self.mostAttempts {
      let name = names.candidate(attempt)
      if let outcome = try self.attempt(name, card: card) { return outcome }
    }
    throw AcquisitionError(.namesExhausted(tried: Self.mostAttempts), at: target.path(of: arrival.entry))
  }

  /// Why the inbox entry must not be moved; `nil` while it is the file that was taken.
  func hindrance() throws(AcquisitionError) -> FilingOutcome? {
    guard let status = try inbox.status(of: arrival.entry) else { return .gone }
    return isArrival(status) ? nil : .replaced
  }

  /// Whether an entry is the very file that was taken, with the content it had.
  func isArrival(_ status: FileStatus) -> Bool { status.stamp.isSameContent(as: arrival.stamp) }

  /// Gives `nil` when the name is taken.
  private func attempt(_ name: EntryName, card: ((String) -> Card)?) throws(AcquisitionError)
    -> FilingOutcome?
  {
    if let taken = try target.status(of: name) {
      return isOwnCopy(name, taken) ? try removeOriginal(filedAs: name) : nil
    }
    let cards = CardWriter(fingerprint: fingerprint, stagingName: stagingName)
    if let card {
      guard try cards.mayWrite(for: name, in: target) else { return nil }
      try cards.write(card(name.printed), for: name, in: target)
    }
    let outcome = try move(to: name)
    if card != nil, outcome != filed(as: name) { try cards.remove(for: name, in: target) }
    return outcome
  }

  private func move(to name: EntryName) throws(AcquisitionError) -> FilingOutcome? {
    // Building the cards takes time, in which the entry may have been replaced.
    if let hindrance = try hindrance() { return hindrance }
    switch try inbox.rename(arrival.entry, into: target, as: name) {
    case .taken: return nil
    case .otherFileSystem: return try copy(to: name)
    case .renamed: break
    }
    if let moved = try target.status(of: name), !isArrival(moved) {
      try putBack(name)
      return .replaced
    }
    try target.synchronize()
    try inbox.synchronize()
    return filed(as: name)
  }

  /// Returns a file that took the entry's name in the last instant; it was never looked at.
  private func putBack(_ name: EntryName) throws(AcquisitionError) {
    let names = FiledNames(for: arrival.entry)
    for attempt in 1...Self.mostAttempts
    where try target.rename(name, into: inbox, as: names.candidate(attempt)) == .renamed {
      return
    }
  }

  func filed(as name: EntryName) -> FilingOutcome { .filed(at: target.path(of: name)) }

  private static let mostAttempts = 100_000
}
