import FlytTesting
import Foundation

/// Measures what a daemon takes that looks at 200 addresses every minute, when nothing is new.
@main
enum PollingBenchmark {
  private static let sources = 200
  /// The first round fetches; those after it are everyday.
  private static let warmUp = Duration.seconds(75)
  private static let measured = Duration.seconds(180)
  /// - Unit: parts of one core.
  private static let mostLoad = 0.03
  /// - Unit: megabytes.
  private static let mostMemory = 60

  /// A limit was passed, or the looks were not made.
  struct Failed: Error {
    let what: String
  }

  static func main() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "flyt-bench-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let page = try Fixtures.bytes("ssb/county-flows-2011-en.txt")
    let server = try LoopbackServer { request in
      request.headers["if-none-match"] == nil
        ? reply(200, page, headers: ["ETag": "\"1\""]) : reply(304, headers: ["ETag": "\"1\""])
    }
    let daemon = try start(in: folder, settings: settings(of: server))
    defer { daemon.terminate() }
    Thread.sleep(forTimeInterval: Double(warmUp.components.seconds))
    let gauge = ProcessGauge(daemon.processIdentifier)
    let (before, askedBefore) = (try gauge.processorTime(), server.requests.count)
    Thread.sleep(forTimeInterval: Double(measured.components.seconds))
    let load = (try gauge.processorTime() - before) / Double(measured.components.seconds)
    let asked = server.requests.count - askedBefore
    let memory = try gauge.account("VmHWM") / 1024
    say(
      "\(sources) sources every minute: \(asked) looks in \(measured.components.seconds) s, "
        + "\((load * 100).formatted(.number.precision(.fractionLength(2)))) % of one core, \(memory) MB at most"
    )
    let expected = sources * Int(measured.components.seconds) / 60
    guard asked >= expected * 9 / 10 else { throw Failed(what: "\(asked) looks, not \(expected)") }
    guard load < mostLoad else { throw Failed(what: "\(load) of a core") }
    guard memory < mostMemory else { throw Failed(what: "\(memory) MB") }
  }

  /// At once, also where a limit is passed.
  private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

  private static func settings(of server: LoopbackServer) -> String {
    (1...sources).reduce("[store]\npath = \"flyt.db\"\n[status]\npath = \"status.json\"\n") { text, number in
      text + """

        [[source]]
        name = "source\(number)"
        kind = "url"
        url = "\(server.address("/\(number)"))"
        every = "1m"
        allowPrivate = true

        """
    }
  }

  private static func start(in folder: String, settings: String) throws -> Process {
    try Data(settings.utf8).write(to: URL(filePath: "\(folder)/flyt.toml"))
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let process = Process()
    process.executableURL = URL(filePath: own).deletingLastPathComponent().appending(path: "flyt")
    process.arguments = ["run", "--config", "\(folder)/flyt.toml", "--datasets", Fixtures.datasetsFolder]
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }
}
