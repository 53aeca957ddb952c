import Acquisition
import Definitions
import FlowTables
import Foundation
import ReleaseStore

/// A source at an address, ready to be asked.
struct WebSource: Sendable {
  let name: String
  let settings: WebSettings
  /// Whose years it has, where its settings say so.
  let dataset: Dataset?
  let client: WebClient
  let quiet: QuietHours?

  init(_ name: String, _ settings: WebSettings, of dataset: Dataset?) {
    (self.name, self.settings, self.dataset) = (name, settings, dataset)
    let contact = settings.contact.map { " (\($0))" } ?? ""
    client = WebClient(
      WebRules(
        agent: "flyt/\(Flyt.version)\(contact)", allowPrivate: settings.allowPrivate,
        maxBytes: settings.maxBytes, connect: min(.seconds(20), settings.timeout), total: settings.timeout,
        stall: settings.stall, proxy: settings.proxy, caFile: settings.caFile))
    quiet = settings.closed.flatMap { QuietHours(fromMinute: $0.from, toMinute: $0.to, zone: $0.zone) }
  }

  /// Whose table of a year is asked for.
  func subject(_ year: ReferenceYear?) -> LookSubject? {
    guard let year, let id = settings.dataset else { return nil }
    return LookSubject(dataset: id, year: year)
  }

  /// A question with the headers of the settings; secrets are read anew each time, since they may be exchanged.
  ///
  /// - Errors: a secret that can't be read, or a header that is none.
  func dressed(_ request: WebRequest) throws(Failure) -> WebRequest {
    var request = request
    request.headers += try settings.headers.sorted { $0.key < $1.key }.map { name, value throws(Failure) in
      try header(name, value)
    }
    for (name, place) in settings.secretHeaders.sorted(by: { $0.key < $1.key }) {
      request.secrets.append(try header(name, secret(at: place, for: name)))
    }
    return request
  }

  private func header(_ name: String, _ value: String) throws(Failure) -> WebHeader {
    guard let header = WebHeader(name, value) else {
      throw Failure(
        .settings, code: "settings", "source.\(self.name): '\(name)' and what it stands for make no header.",
        hint: "flyt settings --origin")
    }
    return header
  }

  private func secret(at place: SecretPlace, for header: String) throws(Failure) -> String {
    let path: String? =
      switch place {
      case .file(let path): path
      case .credential(let name):
        ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"].map { "\($0)/\(name)" }
      }
    guard let path, let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Failure(
        .settings, code: "no-secret",
        "source.\(name): the secret for '\(header)' can't be read from \(place)\(path.map { " (\($0))" } ?? ""). "
          + "Check the file and its rights, or LoadCredential in the unit.", hint: "flyt settings --origin")
    }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// One address to look at.
struct Errand: Sendable {
  let request: WebRequest
  /// How the store knows the answer: the address, with what tells it from others where it is asked for several.
  let key: String
  /// How the extract is called; dates and years in it are witnesses, so that none of ours may stand there.
  let name: String
  let year: ReferenceYear?
  /// The day on which an edition is looked for, where its address holds it.
  var releasedOn: CivilDate?
  /// Whether "not there" means "not out yet".
  let mayBeMissing: Bool
  /// Whether it is asked for whatever its server calls it.
  let isUnconditional: Bool

  init(
    _ address: WebAddress, year: ReferenceYear? = nil, mayBeMissing: Bool = false,
    isUnconditional: Bool = false
  ) {
    (request, key, name) = (WebRequest(address), address.text, address.description)
    (self.year, self.mayBeMissing, self.isUnconditional) = (year, mayBeMissing, isUnconditional)
  }

  init(_ request: WebRequest, key: String, name: String, year: ReferenceYear?, mayBeMissing: Bool = false) {
    (self.request, self.key, self.name, self.year) = (request, key, name, year)
    (self.mayBeMissing, isUnconditional) = (mayBeMissing, true)
  }
}
