import Foundation
import Logging
import Systemd

/// Where log entries go, as the settings name it.
enum LogTarget: String, CaseIterable, Sendable {
  /// To the journal where standard error ends there anyway, else lines for people.
  case auto
  case journal, logfmt, json

  /// A logger that writes there what matters at least so much.
  func logger(
    from level: Logger.Level = .info, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Logger {
    var logger = Logger(label: "flyt") { _ in handler(environment: environment) }
    logger.logLevel = level
    return logger
  }

  /// What writes the entries.
  func handler(environment: [String: String]) -> any LogHandler {
    switch self {
    case .auto:
      (Journal.takesStandardError(environment: environment) ? Self.journal : .logfmt)
        .handler(environment: environment)
    case .journal: JournalHandler()
    case .logfmt: LineHandler(.logfmt)
    case .json: LineHandler(.json)
    }
  }
}
