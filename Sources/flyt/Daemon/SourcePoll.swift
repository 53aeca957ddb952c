import Foundation

/// Looks at one source for as long as it is wanted.
protocol SourcePoll: Sendable {
  /// The source's name in the settings.
  var name: String { get }
  /// Wakes it before the time of its next look.
  var bell: Bell { get }
  /// Whether another poll would do the same, so that it may go on.
  func isSame(as other: any SourcePoll) -> Bool
  /// The first moment at or after one at which it may look.
  func opening(from moment: Date) -> Date
  /// Looks until shutdown or cancellation.
  ///
  /// - Errors: what somebody must act on.
  func run() async throws
}
