import Glibc

/// Remembers a watch folder between looks, to tell which files have settled.
///
/// A file has settled when two looks at least `settle` apart found it the same,
/// also when it was there from the start: its modification time proves nothing,
/// since a copying program may set it before the last byte is written.
package struct FolderWatch: Sendable {
  /// The folder that is watched.
  package private(set) var folder: WatchFolder
  private var observations: [EntryName: Observation] = [:]
  private var quiet: Quiet?
  /// The file system of the last good look: an empty mount point must not pass for an empty inbox.
  private var device: UInt?

  /// The clock that the file system goes by, as far as can be told.
  var seconds: @Sendable () -> Int = { time(nil) }

  /// Begins to watch: nothing has been observed yet.
  package init(_ folder: WatchFolder) { self.folder = folder }

  /// Reads the folder anew at the next look, whatever it says of itself.
  package mutating func stir() { quiet = nil }

  /// Goes on with other settings of the same folder, knowing what it knows.
  package mutating func use(_ folder: WatchFolder) { (self.folder, quiet) = (folder, nil) }

  /// The first of the looks that found a file as it is.
  private struct Observation {
    let stamp: FileStamp
    let since: ContinuousClock.Instant
  }

  /// A look after which nothing was to be waited for.
  private struct Quiet {
    let look: FolderLook
    /// Of the folder itself.
    let stamp: FileStamp
    let at: ContinuousClock.Instant
  }

  /// So long the folder's own time of change is believed to tell of all that moves in it.
  ///
  /// It tells of names that come and go, not of a file that is written in its place; a file that has changed is not
  /// taken all the same, since taking insists on what the look saw.
  private static let belief = Duration.seconds(30)

  /// Looks at the folder once.
  ///
  /// What earlier looks observed outlives an error, so that all goes on where it
  /// was once the right folder is back.
  ///
  /// - Errors: only for the folder as a whole; one bad entry is left alone.
  package mutating func look(at moment: ContinuousClock.Instant) throws(AcquisitionError) -> FolderLook {
    let inbox = try Folder(at: folder.path)
    let status = try inbox.status()
    let device = try checkIdentity(of: inbox, status)
    if let quiet, quiet.stamp == status.stamp, moment - quiet.at < Self.belief { return quiet.look }
    let ownFolders = folder.filingFolders
    var look = FolderLook()
    var seen: [EntryName: Observation] = [:]
    for name in try inbox.names().sorted() where !name.isUnfinished && name != folder.markerEntry {
      do {
        guard let status = try inbox.status(of: name) else { continue }
        if ownFolders.contains(where: status.isSameEntry) { continue }
        if let reason = folder.reasonToLeaveAlone(status) {
          look.leftAlone.append(LeftAlone(name: name.printed, reason: reason))
          continue
        }
        let earlier = observations[name].flatMap { $0.stamp == status.stamp ? $0 : nil }
        let observation = earlier ?? Observation(stamp: status.stamp, since: moment)
        seen[name] = observation
        let settling = observation.since.advanced(by: folder.settle)
        if earlier != nil, settling <= moment {
          look.settled.append(FolderArrival(entry: name, stamp: status.stamp))
        } else {
          look.nextSettling = min(look.nextSettling ?? settling, settling)
        }
      } catch {
        look.leftAlone.append(LeftAlone(name: name.printed, reason: .unreadable(error.description)))
      }
    }
    (observations, self.device) = (seen, device)
    look.settled.sort { ($0.stamp.modified, $0.entry) < ($1.stamp.modified, $1.entry) }
    // A second look within the same tick of the file system's clock would see the same time.
    let (age, overflow) = seconds().subtractingReportingOverflow(status.stamp.changed.seconds)
    quiet =
      look.nextSettling == nil && !overflow && age > 2
      ? Quiet(look: look, stamp: status.stamp, at: moment) : nil
    return look
  }

  /// Sees that this is the folder that is meant, and gives its file system.
  ///
  /// A marker says more than the file system's number: a share may get another
  /// number each time it is mounted, and another share the number it had.
  private func checkIdentity(
    of inbox: borrowing Folder, _ status: FileStatus
  ) throws(AcquisitionError) -> UInt {
    let found = status.stamp.device
    if folder.marker != nil {
      try folder.checkMarker(in: inbox)
    } else if let device, device != found {
      throw AcquisitionError(.replaced, at: folder.path)
    }
    return found
  }
}

extension WatchFolder {
  /// The accepted and refused folders, which may lie inside the inbox.
  fileprivate var filingFolders: [FileStatus] {
    [accepted, refused].compactMap { path in try? Folder(at: path).status() }
  }

  /// Why an entry is not taken; `nil` for a regular file with one name and a bearable size.
  fileprivate func reasonToLeaveAlone(_ status: FileStatus) -> LeftAlone.Reason? {
    if status.kind != .regular { return .kind(status.kind) }
    if status.links != 1 { return .hardLinked(names: status.links) }
    if status.stamp.size > limit.ceiling {
      return .overCeiling(size: status.stamp.size, ceiling: limit.ceiling)
    }
    return nil
  }
}
