/// Remembers a watch folder between looks, to tell which files have settled.
///
/// A file has settled when two looks at least `settle` apart found it the same,
/// also when it was there from the start: its modification time proves nothing,
/// since a copying program may set it before the last byte is written.
package struct FolderWatch: Sendable {
  /// The folder that is watched.
  package let folder: WatchFolder
  private var observations: [EntryName: Observation] = [:]

  /// Begins to watch: nothing has been observed yet.
  package init(_ folder: WatchFolder) { self.folder = folder }

  /// The first of the looks that found a file as it is.
  private struct Observation {
    let stamp: FileStamp
    let since: ContinuousClock.Instant
  }

  /// Looks at the folder once.
  ///
  /// - Errors: only for the folder as a whole; one bad entry is left alone.
  package mutating func look(at moment: ContinuousClock.Instant) throws(AcquisitionError) -> FolderLook {
    let inbox = try Folder(at: folder.path)
    let ownFolders = folder.filingFolders
    var look = FolderLook()
    var seen: [EntryName: Observation] = [:]
    for name in try inbox.names().sorted() where !name.isUnfinished {
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
    observations = seen
    look.settled.sort { ($0.stamp.modified, $0.entry) < ($1.stamp.modified, $1.entry) }
    return look
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
