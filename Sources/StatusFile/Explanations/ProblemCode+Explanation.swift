extension ProblemCode {
  /// What whoever is told of a problem must know at five past eight on the day of publication.
  package struct Explanation: Hashable, Sendable {
    /// One line for a list.
    package let summary: String
    /// What it says of the world, and what not, where that is easily mistaken.
    package let meaning: String
    /// What the daemon does, and doesn't, as long as it stands.
    package let meanwhile: String
    /// What to do, and when nothing need be done.
    package let remedy: String
    /// Command lines that help, the likeliest first; words in capitals stand for one's own.
    package let commands: [String]
  }

  /// The problem in words.
  package var explanation: Explanation {
    switch self {
    case .sourceFailing: .sourceFailing
    case .sourceBlind: .sourceBlind
    case .sourceLost: .sourceLost
    case .folderUnreadable: .folderUnreadable
    case .targetUnwritable: .targetUnwritable
    case .leftAlone: .leftAlone
    case .paused: .paused
    case .late: .late
    case .quarantine: .quarantine
    case .storeUnreadable: .storeUnreadable
    case .diskNearlyFull: .diskNearlyFull
    case .clockStepped: .clockStepped
    case .settingsNotReloaded: .settingsNotReloaded
    case .restartNeeded: .restartNeeded
    case .noControlSocket: .noControlSocket
    case .statusNotWritten: .statusNotWritten
    case .metricsNotWritten: .metricsNotWritten
    case .pingFailing: .pingFailing
    case .clockForTests: .clockForTests
    }
  }
}
