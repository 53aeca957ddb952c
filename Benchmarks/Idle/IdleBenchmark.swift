import FlytTesting
import Foundation

/// Measures what a daemon takes whose watch folder holds 1,000 settled files and that has nothing to do.
@main
enum IdleBenchmark {
  private static let files = 1000
  private static let warmUp: TimeInterval = 40
  private static let measured: TimeInterval = 180
  /// - Unit: parts of one core.
  private static let mostLoad = 0.001
  /// - Unit: megabytes.
  private static let mostMemory = 30

  /// A limit was passed.
  struct Failed: Error {
    let what: String
  }

  static func main() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "flyt-bench-\(UUID())").path
    try FileManager.default.createDirectory(atPath: "\(folder)/inbox", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let page = Data(try Fixtures.bytes("ssb/county-flows-2011-en.txt"))
    for number in 1...files { try page.write(to: URL(filePath: "\(folder)/inbox/page\(number).txt")) }
    // They have settled and wait: the disk is said to be nearly full, so that each look sees them all.
    try Data(
      """
      [store]
      path = "flyt.db"
      minFree = \(Int.max)
      [status]
      path = "status.json"
      [control]
      socket = "flyt.sock"
      [[source]]
      name = "inbox"
      kind = "folder"
      path = "inbox"
      """.utf8
    ).write(to: URL(filePath: "\(folder)/flyt.toml"))
    let daemon = Process()
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    daemon.executableURL = URL(filePath: own).deletingLastPathComponent().appending(path: "flyt")
    daemon.arguments = ["run", "--config", "\(folder)/flyt.toml", "--datasets", Fixtures.datasetsFolder]
    daemon.standardError = FileHandle.nullDevice
    try daemon.run()
    defer { daemon.terminate() }
    let gauge = ProcessGauge(daemon.processIdentifier)
    Thread.sleep(forTimeInterval: warmUp)
    let before = try gauge.processorTime()
    Thread.sleep(forTimeInterval: measured)
    let load = (try gauge.processorTime() - before) / measured
    let memory = Double(try gauge.account("VmRSS")) / 1024
    let ownMemory = Double(try gauge.account("RssAnon")) / 1024
    FileHandle.standardOutput.write(
      Data(
        """
        a folder of \(files) settled files, looked at every 5 s for \(Int(measured)) s: \(text(load * 100, 3)) % of one \
        core, \(text(memory, 1)) MB in memory, of which \(text(ownMemory, 1)) are its own

        """.utf8))
    guard load < mostLoad else { throw Failed(what: "\(load) of a core") }
    guard memory < Double(mostMemory) else { throw Failed(what: "\(memory) MB") }
  }

  private static func text(_ number: Double, _ digits: Int) -> String {
    number.formatted(.number.precision(.fractionLength(digits)).locale(Locale(identifier: "en")))
  }
}
