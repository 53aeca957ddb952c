import Foundation

/// One call of the program with many named files.
struct Ingest {
  /// - Unit: seconds.
  let time: TimeInterval
  /// The most that was resident at once.
  ///
  /// - Unit: kilobytes.
  let peakMemory: Int

  /// Something else came of it than the releases that were wanted.
  struct Failed: Error {
    let status: Int32
  }

  /// Runs the program that was built beside this one.
  init(_ files: [String], store: String) throws {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let process = Process()
    process.executableURL = URL(filePath: own).deletingLastPathComponent().appending(path: "flyt")
    process.arguments = ["ingest", "--store", store, "--datasets", datasetsFolder] + files
    process.standardOutput = FileHandle.nullDevice
    let started = ContinuousClock.now
    try process.run()
    var peak = 0
    // VmHWM only grows, so that the last look before the end is as good as one at the end.
    while process.isRunning {
      if let mark = highWater(of: process.processIdentifier) { peak = mark }
      poll(nil, 0, 5)
    }
    time = (ContinuousClock.now - started) / .seconds(1)
    peakMemory = peak
    guard process.terminationStatus == 0 else { throw Failed(status: process.terminationStatus) }
  }
}

private func highWater(of process: Int32) -> Int? {
  let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
  return line.flatMap { Int($0.filter(\.isNumber)) }
}
