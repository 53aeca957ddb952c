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

  init(failedLook error: AcquisitionError, _ fault: FolderFault) {
    look = SourceLook()
    nextSettling = nil
    fail(error, fault)
  }

  /// Notes what kept everything from being taken.
  mutating func fail(_ error: AcquisitionError, _ fault: FolderFault) {
    look.health = fault == .inboxGone ? .lost : .failed
    look.trouble = fault
    look.failures.append(Failure(error))
  }

  /// Notes what kept a single file from being taken or moved.
  mutating func note(_ error: AcquisitionError) {
    // One that is still being written settles later and comes again.
    if error.reason != .changedWhileReading { look.failures.append(Failure(error)) }
  }
}
