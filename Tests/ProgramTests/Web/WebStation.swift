import FlytTesting
import Foundation

/// A station whose program also looks at a server of the test's own.
final class WebStation {
  let station: Station
  let server: LoopbackServer

  /// Prepares the program; `settings` are further keys of the source.
  init(
    _ path: String = "/table", every: String = "200ms", settings: String = "", sources: String = "",
    _ script: @escaping LoopbackServer.Script
  ) throws {
    server = try LoopbackServer(script)
    station = try Station(
      settings: Self.source("pages", server.address(path), every: every, settings) + sources)
  }

  /// A source of kind `url` that is looked at all the time.
  static func source(
    _ name: String, _ address: String, every: String = "200ms", _ settings: String = ""
  ) -> String {
    """

    [[source]]
    name = "\(name)"
    kind = "url"
    url = "\(address)"
    every = "\(every)"
    gap = "0s"
    contact = "ops@example.org"
    allowPrivate = true
    \(settings)

    """
  }

  /// The keys of a source with an address for each year.
  static func years(_ years: String) -> String { "years = \"\(years)\"\ndataset = \"ssb-county-flows\"\n" }

  /// Waits for the server to have been asked so often from now on.
  func expectRequests(_ count: Int, upTo limit: Duration = .seconds(30)) throws {
    let before = server.requests.count
    try waiting(for: "\(count) more requests", upTo: limit) { server.requests.count >= before + count }
  }

  /// Each vintage, such as `2011 r1`, in order.
  func vintages() throws -> String {
    try station.sqlite("SELECT group_concat(referenceYear || ' r' || vintage, ', ') FROM release")
  }

  /// What was looked at from the program's point of view.
  func source(_ status: JSONValue, _ name: String = "pages") -> JSONValue? {
    status["sources"]?.list.first { $0["name"]?.text == name }
  }
}
