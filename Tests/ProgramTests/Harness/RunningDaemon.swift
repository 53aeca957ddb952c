import FlytTesting
import Foundation

/// A `flyt run` that has begun to watch; killed at the latest when the test ends.
final class RunningDaemon {
  let station: Station
  let child: Child

  /// Starts it and waits for its first status.
  init(in station: Station, through wrapper: [String] = [], with variables: [String: String?] = [:]) throws {
    self.station = station
    try? FileManager.default.removeItem(atPath: station.path("status.json"))
    child = try station.start(["run"], through: wrapper, with: variables)
    try expect("a first look") { at($0, "sources", 0, "lastLookAt")?.text != nil }
  }

  /// Waits until the status file says something.
  func expect(_ what: String, upTo limit: Duration = .seconds(30), _ condition: (JSONValue) -> Bool) throws {
    do {
      try waiting(for: what, upTo: limit) { (try? station.status()).map(condition) ?? false }
    } catch {
      let status = (try? station.folder.bytes("status.json").text) ?? "no status file"
      throw NeverHappened(what: what, errors: child.errors.text + status)
    }
  }

  /// Waits until a file lies in a folder.
  func expectFile(_ name: String, in folder: String, upTo limit: Duration = .seconds(30)) throws {
    try waiting(for: "\(name) in \(folder)", upTo: limit) { station.names(in: folder).contains(name) }
  }

  /// Asks it to stop, and waits.
  func stop(_ signal: Int32 = SIGTERM) throws -> Child.Ending {
    child.signal(signal)
    return try child.wait()
  }

  /// The codes of the problems that stand.
  static func problems(_ status: JSONValue) -> [String] {
    at(status, "problems")?.list.compactMap { $0["code"]?.text } ?? []
  }
}
