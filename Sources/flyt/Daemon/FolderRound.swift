import Acquisition
import ReleaseStore

/// What one look at a watch folder came to.
struct FolderRound: Sendable {
  /// What was decided, extract by extract.
  var decided: [[Outcome]] = []
  /// The first instant at which another file may have settled.
  let nextSettling: ContinuousClock.Instant?
  let leftAlone: [LeftAlone]
  /// What went wrong with the folder, or with single files.
  var failures: [Failure] = []
  /// Whether the folder could be looked at.
  let isGood: Bool
  /// Whether the folder is not there any more.
  let isLost: Bool

  init(_ look: FolderLook) {
    (nextSettling, leftAlone, isGood, isLost) = (look.nextSettling, look.leftAlone, true, false)
  }

  init(failedLook error: AcquisitionError) {
    (nextSettling, leftAlone, failures) = (nil, [], [Failure(error)])
    (isGood, isLost) = (false, error.reason == .missing)
  }

  /// Notes what kept a single file from being taken or moved.
  mutating func note(_ error: AcquisitionError) {
    // One that is still being written settles later and comes again.
    if error.reason != .changedWhileReading { failures.append(Failure(error)) }
  }
}
