import Acquisition
import Definitions
import FlowTables
import Foundation
import ReleaseStore

/// A source at an address, ready to be asked.
///
/// One object, since hundreds of sources wait at once and each would hold several copies.
final class WebSource: Sendable {
  let name: String
  let settings: WebSettings
  /// Whose years it has, where its settings say so.
  let dataset: Dataset?
  let client: WebClient
  let quiet: QuietHours?
  /// The server that secrets are meant for.
  private let home: WebAddress?

  init(_ name: String, _ settings: WebSettings, of dataset: Dataset?) {
    (self.name, self.settings, self.dataset) = (name, settings, dataset)
    let contact = settings.contact.map { " (\($0))" } ?? ""
    home = settings.target.home
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
    // What a page links to may be anybody's.
    guard let home, request.address.isSameOrigin(as: home) else { return request }
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
    guard let text = place.text else {
      throw Failure(
        .settings, code: "no-secret",
        "source.\(name): the secret for '\(header)' can't be read from \(place)\(place.path.map { " (\($0))" } ?? ""). "
          + "Check the file and its rights, or LoadCredential in the unit.", hint: "flyt settings --origin")
    }
    return text
  }
}

extension WebSettings.Target {
  /// Where the source begins; `nil` where no address can be made of its settings.
  fileprivate var home: WebAddress? {
    let text =
      switch self {
      case .page(let page): page.url
      case .index(let index): index.url
      case .pxweb(let table): table.api
      }
    let filled = text.replacing("{year}", with: "2000").replacing("{releasedOn}", with: "2000-01-01")
    return try? WebAddress(filled)
  }
}
