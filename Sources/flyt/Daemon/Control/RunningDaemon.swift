import ControlSocket
import Definitions
import Extracts
import FlowTables
import Foundation
import ReleaseStore
import StatusFile

/// The daemon that runs, as commands ask it.
struct RunningDaemon {
  private let client: ControlClient
  private let store: String

  /// Knows where it listens, and touches nothing yet.
  init(_ settings: Settings) {
    client = ControlClient(at: settings.socket.value, as: userName(of: getuid()))
    store = settings.store.value
  }

  /// Puts a request.
  ///
  /// - Errors: that nobody listens or answers; what the daemon itself failed with.
  func ask(_ request: ControlRequest) async throws -> Data {
    // Whoever hangs up must not end the command.
    signal(SIGPIPE, SIG_IGN)
    let reply = try await client.ask(request)
    if reply.exit == 0 { return reply.body }
    guard let said = try? JSONDecoder().decode([String: FailureDocument].self, from: reply.body)["error"]
    else { throw ControlError(.brokenOff("no answer to read"), at: store) }
    throw Failure(
      ExitStatus(rawValue: reply.exit) ?? .fault, code: said.code, said.message, hint: said.hint)
  }

  /// Puts a request whose answer is a document.
  func ask<Document: Decodable>(_ request: ControlRequest, for document: Document.Type) async throws
    -> Document
  {
    let body = try await ask(request)
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return try decoder.decode(document, from: body)
  }

  /// Has an extract carried along the daemon's belt.
  ///
  /// - Errors: an extract of which not all bytes are held; as ``ask(_:)``.
  func outcomes(of extract: Extract, as dataset: String?, releasedOn: CivilDate?) async throws -> [Outcome] {
    guard extract.isWhole else {
      throw Failure(
        .refused, code: "too-large",
        "\(extract.name): \(extract.size) bytes, where \(extract.bytes.count) are taken. Split the file.")
    }
    let delivery = ControlRequest.Delivery(
      name: extract.name, dataset: dataset, releasedOn: releasedOn?.description, bytes: Data(extract.bytes))
    return try await ask(.ingest(delivery), for: OutcomesDocument.self).outcomes
  }

  /// Whether a store could not be opened because this daemon has it, so that the daemon can be asked instead.
  func mayAnswer(_ error: StoreError) async -> Bool {
    guard error.reason.mayBeTheDaemons else { return false }
    return await holdsTheStore
  }

  /// Whether it is the daemon of the store that is meant, and may be asked.
  private var holdsTheStore: Bool {
    get async {
      guard let body = try? await ask(.status), let status = try? Status(json: body) else { return false }
      return resolved(status.store.path) == resolved(store)
    }
  }

  private func resolved(_ path: String) -> String { URL(filePath: path).resolvingSymlinksInPath().path }
}

extension StoreError.Reason {
  /// Whether a store can't be opened for the reasons that a daemon's can't.
  fileprivate var mayBeTheDaemons: Bool {
    switch self {
    case .busy, .notPermitted: true
    default: false
    }
  }
}

/// A failure as it travels.
private struct FailureDocument: Decodable {
  let code: String
  let message: String
  let hint: String?
}
