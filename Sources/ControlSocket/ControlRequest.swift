package import Foundation

/// What a running daemon can be asked over its socket.
package enum ControlRequest: Hashable, Sendable {
  /// The status as it is now.
  case status
  /// The same for Prometheus.
  case metrics
  /// Look now: at one source, or at all.
  case poll(source: String?)
  /// Look at a source no more, or at none.
  case pause(source: String?)
  /// Look again.
  case resume(source: String?)
  /// Read settings and definitions anew.
  case reload
  /// End in good order.
  case stop
  /// Carry these bytes along the belt.
  case ingest(Delivery)
  /// Do something about an item of the quarantine.
  case decide(item: Int64, Verb, because: String?)

  /// What can be done about an item.
  package enum Verb: String, Hashable, Sendable, CaseIterable {
    case retry
    case accept
    case drop
  }

  /// Bytes with what their bringer says of them.
  package struct Delivery: Hashable, Sendable {
    /// How people call them.
    package var name: String
    /// The dataset to read them as; any where nothing is said.
    package var dataset: String?
    /// The publisher's date, such as `2012-05-11`.
    package var releasedOn: String?
    /// All of them.
    package var bytes: Data

    /// Names some bytes.
    package init(name: String, dataset: String? = nil, releasedOn: String? = nil, bytes: Data) {
      (self.name, self.dataset, self.releasedOn, self.bytes) = (name, dataset, releasedOn, bytes)
    }
  }
}

/// A request as HTTP carries it.
struct WireRequest: Equatable {
  var isPost = true
  var path: String
  var query: [String: String] = [:]
  var body = Data()
}

extension ControlRequest {
  /// How the request travels.
  var wire: WireRequest {
    switch self {
    case .status: WireRequest(isPost: false, path: "/status")
    case .metrics: WireRequest(isPost: false, path: "/metrics")
    case .poll(let source): WireRequest(path: "/poll", source)
    case .pause(let source): WireRequest(path: "/pause", source)
    case .resume(let source): WireRequest(path: "/resume", source)
    case .reload: WireRequest(path: "/reload")
    case .stop: WireRequest(path: "/stop")
    case .ingest(let delivery):
      WireRequest(
        path: "/ingest",
        query: ["name": delivery.name, "dataset": delivery.dataset, "releasedOn": delivery.releasedOn]
          .compactMapValues(\.self), body: delivery.bytes)
    case .decide(let item, let verb, let because):
      WireRequest(
        path: "/quarantine/\(item)/\(verb.rawValue)",
        query: ["because": because].compactMapValues(\.self))
    }
  }

  /// Reads what ``wire`` says; `nil` for anything else.
  init?(_ wire: WireRequest) {
    let source = wire.query["source"]
    switch (wire.isPost, wire.path) {
    case (false, "/status"): self = .status
    case (false, "/metrics"): self = .metrics
    case (true, "/poll"): self = .poll(source: source)
    case (true, "/pause"): self = .pause(source: source)
    case (true, "/resume"): self = .resume(source: source)
    case (true, "/reload"): self = .reload
    case (true, "/stop"): self = .stop
    case (true, "/ingest"):
      guard let name = wire.query["name"], !name.isEmpty else { return nil }
      self = .ingest(
        Delivery(
          name: name, dataset: wire.query["dataset"], releasedOn: wire.query["releasedOn"], bytes: wire.body))
    case (true, let path):
      let parts = path.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 4, parts[1] == "quarantine", let item = Int64(parts[2]),
        let verb = Verb(rawValue: String(parts[3]))
      else { return nil }
      self = .decide(item: item, verb, because: wire.query["because"])
    default: return nil
    }
  }
}

extension WireRequest {
  fileprivate init(path: String, _ source: String?) {
    self.init(path: path, query: ["source": source].compactMapValues(\.self))
  }
}
