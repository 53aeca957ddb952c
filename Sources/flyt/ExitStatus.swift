/// How the program ends; scripts and systemd rely on the numbers.
///
/// Source: `sysexits.h` where it has a fitting one.
enum ExitStatus: Int32 {
  case done = 0
  case failed = 1
  /// Something was held, or something refused while something else succeeded.
  case partly = 2
  /// Of `health` alone: a monitor could not be told how things are.
  case unknown = 3
  case usage = 64
  /// Every table was refused.
  case refused = 65
  /// What was asked for or named is not there.
  case missing = 66
  /// The daemon is not running.
  case notRunning = 69
  /// A fault of ours.
  case fault = 70
  case inputOutput = 74
  /// Somebody else holds the store.
  case busy = 75
  case notPermitted = 77
  /// Settings or definitions are wrong.
  case settings = 78
  case interrupted = 130
}
