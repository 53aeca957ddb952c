import Acquisition
import Answers
import ArgumentParser
import ControlSocket
import Definitions
import Extracts
import FlowTables
import Ingest
import ReleaseStore
import StatusFile

/// Why a command failed: the one place that turns errors into exit statuses.
struct Failure: Error, Encodable {
  let status: ExitStatus
  /// A stable name for scripts.
  let code: String
  let message: String
  /// A command or an action that helps.
  let hint: String?

  init(_ status: ExitStatus, code: String, _ message: String, hint: String? = nil) {
    (self.status, self.code, self.message, self.hint) = (status, code, message, hint)
  }

  init(_ error: any Error) {
    switch error {
    case let error as Failure: self = error
    case let error as StoreError: self.init(store: error)
    case let error as BeltError: self.init(store: error.cause, message: error.description)
    case let error as QuarantineProblem: self.init(quarantine: error)
    case let error as AnswerError: self.init(answer: error)
    case let error as AcquisitionError: self.init(acquisition: error)
    case let error as DefinitionsError: self.init(.settings, code: "settings", error.description)
    case let error as WebError: self.init(web: error)
    case let error as StatusFileError: self.init(statusFile: error)
    case let error as ControlError: self.init(control: error)
    case let error as ValidationError: self.init(usage: error.message)
    default:
      self.init(.fault, code: "fault", "\(error)", hint: "This is a fault of the program; please report it.")
    }
  }

  init(usage message: String) {
    self.init(.usage, code: "usage", message, hint: "flyt --help")
  }

  init(unknownCommand name: String, among names: [String]) {
    let nearest = nearestName(to: name, among: names)
    self.init(
      .usage, code: "usage",
      "'\(printable(name))' is not a command." + (nearest.map { " Did you mean '\($0)'?" } ?? ""),
      hint: nearest.map { "flyt \($0) --help" } ?? "flyt --help")
  }

  init(unknownTopic name: String, among names: [String]) {
    let nearest = nearestName(to: name, among: names)
    self.init(
      .usage, code: "usage",
      "'\(printable(name))' is neither a command nor a code."
        + (nearest.map { " Did you mean '\($0)'?" } ?? ""),
      hint: nearest.map { "flyt help \($0)" } ?? "flyt help --codes")
  }

  private enum CodingKeys: CodingKey { case code, message, hint }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(code, forKey: .code)
    try container.encode(message, forKey: .message)
    try container.encode(hint, forKey: .hint)
  }
}

extension Failure {
  private init(store error: StoreError, message: String? = nil) {
    let message = message ?? error.description
    switch error.reason {
    case .missing: self.init(.missing, code: "no-store", message, hint: "flyt ingest FILE")
    case .missingFolder: self.init(.missing, code: "no-folder", message)
    case .busy: self.init(.busy, code: "busy", message)
    case .notPermitted: self.init(.notPermitted, code: "not-permitted", message)
    case .diskFull: self.init(.inputOutput, code: "disk-full", message)
    case .notAStore, .newerSchema, .olderSchema, .damaged, .inputOutput:
      self.init(.inputOutput, code: "store-unreadable", message)
    case .fault: self.init(.fault, code: "fault", message)
    }
  }

  private init(quarantine error: QuarantineProblem) {
    let message = error.description
    switch error {
    case .belt(let error): self.init(store: error.cause, message: message)
    case .onlyHead: self.init(.refused, code: "only-head", message)
    case .notAcceptable: self.init(.refused, code: "not-acceptable", message, hint: "flyt quarantine show ID")
    case .notWaiting: self.init(.missing, code: "not-waiting", message, hint: "flyt quarantine")
    }
  }

  private init(answer error: AnswerError) {
    let message = error.description
    switch error {
    case .noSuchYear: self.init(.missing, code: "no-such-year", message, hint: "flyt years")
    case .nothingStored: self.init(.missing, code: "nothing-stored", message, hint: "flyt ingest FILE")
    case .noSuchVintage: self.init(.missing, code: "no-such-vintage", message, hint: "flyt releases")
    case .notYet: self.init(.missing, code: "not-yet", message, hint: "flyt releases")
    case .onlyOneVintage: self.init(.missing, code: "no-such-vintage", message, hint: "flyt releases")
    case .noSuchPlace: self.init(.missing, code: "no-such-place", message, hint: "flyt datasets")
    case .noSuchDataset: self.init(.missing, code: "no-such-dataset", message, hint: "flyt datasets")
    case .severalDatasets: self.init(.usage, code: "several-datasets", message, hint: "--dataset ID")
    case .noSuchExtract: self.init(.missing, code: "no-such-extract", message, hint: "flyt releases")
    case .severalExtracts: self.init(.usage, code: "several-extracts", message)
    case .store(let error): self.init(store: error)
    }
  }

  private init(acquisition error: AcquisitionError) {
    let message = error.description
    switch error.reason {
    case .missing: self.init(.missing, code: "no-such-file", message)
    case .wrongKind: self.init(.missing, code: "not-a-file", message)
    case .overCeiling: self.init(.refused, code: "too-large", message)
    case .notPermitted: self.init(.notPermitted, code: "not-permitted", message)
    case .replaced, .noMarker: self.init(.inputOutput, code: "source-lost", message)
    case .readOnly: self.init(.inputOutput, code: "read-only", message)
    case .sameFolder: self.init(.settings, code: "settings", message, hint: "flyt settings")
    case .changedWhileReading, .namesExhausted, .noRoom, .inputOutput:
      self.init(.inputOutput, code: "input-output", message)
    }
  }

  private init(web error: WebError) {
    let code: String
    if error.reason == .cancelled {
      self.init(.interrupted, code: "interrupted", error.description)
      return
    }
    switch (error.kind, error.reason) {
    case (_, .closed): code = "closed"
    case (.blocked, _): code = "blocked"
    case (.gone, _): code = "gone"
    case (_, .certificate): code = "certificate"
    case (_, .privateAddress): code = "private-address"
    default: code = "not-fetched"
    }
    self.init(.inputOutput, code: code, error.description, hint: "flyt looks")
  }

  private init(statusFile error: StatusFileError) {
    let message = error.description
    switch error.reason {
    case .missing: self.init(.missing, code: "no-status-file", message, hint: "flyt run")
    case .notPermitted: self.init(.notPermitted, code: "not-permitted", message)
    case .missingFolder, .notAStatus, .newerSchema, .inputOutput:
      self.init(.inputOutput, code: "status-file", message)
    }
  }
}

extension Failure {
  private init(control error: ControlError) {
    let message = error.description
    switch error.reason {
    case .notRunning: self.init(.notRunning, code: "not-running", message, hint: "flyt status")
    case .inUse: self.init(.busy, code: "busy", message)
    case .notPermitted: self.init(.notPermitted, code: "not-permitted", message)
    case .tooLong, .notASocket:
      self.init(.settings, code: "settings", message, hint: "flyt settings --origin")
    case .missingFolder, .inputOutput, .brokenOff: self.init(.inputOutput, code: "control-socket", message)
    }
  }
}
