import Acquisition
import ReleaseStore

/// What one look at a watch folder came to.
struct FolderRound: Sendable {
  var look: SourceLook
  /// The first instant at which another file may have settled.
  let nextSettling: ContinuousClock.Instant?

  init(_ look: FolderLook) {
    self.look = SourceLook(leftAlone: look.leftAlone)
    nextSettling = look.nextSettling
  }

  init(failedLook error: AcquisitionError) {
    look = SourceLook(health: error.reason == .missing ? .lost : .failed, failures: [Failure(error)])
    nextSettling = nil
  }

  /// Notes what kept a single file from being taken or moved.
  mutating func note(_ error: AcquisitionError) {
    // One that is still being written settles later and comes again.
    if error.reason != .changedWhileReading { look.failures.append(Failure(error)) }
  }
}
