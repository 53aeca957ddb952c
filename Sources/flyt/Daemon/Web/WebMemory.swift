import Acquisition
import Extracts
import FlowTables
import Foundation

/// What a source remembers between its looks; a restart may forget it.
struct WebMemory: Sendable {
  /// When years that are not stored were last looked for.
  var missedAt: [ReferenceYear: Date] = [:]
  /// When an address was last asked that had nothing to give, by its errand's key.
  var absentAt: [String: Date] = [:]
  /// Days on which no edition of a year was found.
  var triedDays: Set<String> = []
  /// Addresses whose last answer was not dealt with to its end: what its server called it may be another's name.
  var distrusted: Set<String> = []
  /// The last body of an address that nothing shows to be whole, so that it is not judged again and again.
  var unproven: [String: Fingerprint] = [:]
  var index = IndexMemory()
  var pxweb = PxWebMemory()
  /// When the publisher says that the next edition comes.
  var announced: CivilDate?
}

/// What one look at a source at an address came to.
struct WebRound: Sendable {
  var look = SourceLook(health: .idle)
  /// What happened at each address where nothing was taken in.
  var tallies: [LookTally] = []
  /// Why the source could not be looked at.
  var error: WebError?
  /// Why it was broken off on our side.
  var stop: WebError?
  /// When the next edition is likely to come.
  var season: Season?
  /// Each step in a sentence, for whoever wants to know.
  var steps: [String] = []

  /// Notes what keeps the source from being looked at.
  mutating func fail(_ failure: Failure, _ error: WebError? = nil) {
    look.health = .failed
    look.failures.append(failure)
    self.error = error
  }

  /// Notes that a server answered as it should.
  mutating func succeed() {
    if look.health == .idle { look.health = .good }
  }
}
