/// What a log entry may know besides its message.
///
/// The order is the one they are written in; the journal calls `year` `FLYT_YEAR`.
enum LogField: String, CaseIterable, Sendable {
  /// An ``EventKind``.
  case event
  case source, name, sha256
  case dataset, year, vintage, outcome
  /// The code of a problem.
  case problem
  /// What was asked for over the control socket.
  case request
  case version, pid
  /// Why it went wrong.
  case reason
}
