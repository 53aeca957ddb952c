import Logging

/// What kind of thing a log entry tells, for programs.
///
/// A name that shipped keeps its meaning: monitors wait for it.
enum EventKind: String, CaseIterable, Sendable {
  case started, ready, stopping, stopped
  case paused, resumed
  /// Somebody asked over the control socket.
  case requested

  /// A year's first table.
  case stored
  case revised, sighted, held, refused
  case judgedAgain = "judged-again"

  case lookFailed = "look-failed"
  case lookRecovered = "look-recovered"

  case settingsReloaded = "settings-reloaded"
  case settingsRefused = "settings-refused"
  case restartNeeded = "restart-needed"

  case problemRaised = "problem-raised"
  case problemCleared = "problem-cleared"
  case pingFailed = "ping-failed"
  case statusNotWritten = "status-not-written"
  case looksNotRecorded = "looks-not-recorded"

  /// How much it matters, where nothing says otherwise.
  var level: Logger.Level {
    switch self {
    case .ready, .stopping, .requested, .sighted: .info
    case .started, .stopped, .paused, .resumed, .stored, .revised, .judgedAgain, .lookRecovered,
      .settingsReloaded, .problemCleared:
      .notice
    case .held, .refused, .lookFailed, .restartNeeded, .problemRaised, .pingFailed, .looksNotRecorded:
      .warning
    case .settingsRefused, .statusNotWritten: .error
    }
  }

  /// By this the journal finds all of a kind (`journalctl MESSAGE_ID=…`).
  ///
  /// Chosen at random once, and never changed.
  var messageID: String {
    switch self {
    case .started: "12dcba80577f4c0ba44ac9f1b945ffb8"
    case .ready: "2a09997e06074560806fa6449660e128"
    case .stopping: "e04fd4fb851041a38e01a6ad27f54fc8"
    case .stopped: "52174a26ec554365ab923c03114868e6"
    case .paused: "21adecc8907d45f3a22f2a623c76a598"
    case .resumed: "07fa782bbf3e4d9f83354586620862e9"
    case .requested: "c138f5d0be224b8b8461e8d4c6a2b418"
    case .stored: "1115577ca23f4e59931df67328c92919"
    case .revised: "03e151dd0e0c42758a9ed7dcdfa2842e"
    case .sighted: "7fe921587b964664b9e573acc39e57f3"
    case .held: "94cd0c81d6e1441e9984db9f8f409127"
    case .refused: "db8abe396817470b899326e312816160"
    case .judgedAgain: "ba538c92762045f6a78c140d1e1c66c3"
    case .lookFailed: "6ff0a6649ef8419a8fc92b7d58e5fc6c"
    case .lookRecovered: "ff51ea3878de4c24ade39fe4157601b5"
    case .settingsReloaded: "cad09fe32c894e18a7de16a7eb153eff"
    case .settingsRefused: "6026b8c2e6414ccd97795b101f9bbec2"
    case .restartNeeded: "763d4a4349b045fe8562075e40f56929"
    case .problemRaised: "7939b75e534847b0bf3be982fffcc27e"
    case .problemCleared: "bc80db5e0fd84d4f8d0f6d4c5ab68d66"
    case .pingFailed: "46cecd6e52244cbba4d9d05e424756ab"
    case .statusNotWritten: "2b94e3a27ed44202a79537d7a75c146e"
    case .looksNotRecorded: "2b3d1d7aed8c411da6fb974f8d1e7ef5"
    }
  }
}
