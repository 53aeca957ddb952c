/// The stable names of what can be wrong; monitors, alert rules and `flyt help` rely on them.
package enum ProblemCode: String, Hashable, Sendable, CaseIterable {
  // The sources.
  case sourceFailing = "source-failing"
  case sourceBlind = "source-blind"
  case sourceLost = "source-lost"
  case folderUnreadable = "folder-unreadable"
  case targetUnwritable = "target-unwritable"
  case leftAlone = "left-alone"
  case paused
  // What they bring, or don't.
  case late
  case quarantine
  // The machine.
  case storeUnreadable = "store-unreadable"
  case diskNearlyFull = "disk-nearly-full"
  case clockStepped = "clock-stepped"
  // The daemon's own ways of telling and being told.
  case settingsNotReloaded = "settings-not-reloaded"
  case restartNeeded = "restart-needed"
  case noControlSocket = "no-control-socket"
  case statusNotWritten = "status-not-written"
  case metricsNotWritten = "metrics-not-written"
  case pingFailing = "ping-failing"
  case clockForTests = "clock-for-tests"

  /// Whether it often passes by itself, so that nobody is told before it has stood for a while.
  package var mayPass: Bool {
    switch self {
    case .sourceFailing, .sourceLost, .folderUnreadable, .targetUnwritable, .storeUnreadable, .diskNearlyFull,
      .noControlSocket, .statusNotWritten, .metricsNotWritten, .pingFailing:
      true
    case .sourceBlind, .leftAlone, .paused, .late, .quarantine, .clockStepped, .settingsNotReloaded,
      .restartNeeded, .clockForTests:
      false
    }
  }
}
