import Extracts
import Foundation

/// A large extract, how it is read, and what that may cost.
struct LargeReading: Sendable {
  let name: String
  let cells: Int
  /// - Unit: seconds of the processor, since reading runs on one thread.
  let mostTime: Double
  let mostMegabytes: Int
  let bytes: @Sendable () -> [UInt8]
  let read: @Sendable (Extract) throws -> Int

  static let all =
    [
      Self(
        name: "answer", cells: DatabaseAnswer.cellCount, mostTime: 2, mostMegabytes: 120,
        bytes: DatabaseAnswer.bytes, read: DatabaseAnswer.read)
    ]
    + [("yearbook", false), ("wrapped-yearbook", true)].map { name, isWrapped in
      Self(
        name: name, cells: Yearbook.cellCount, mostTime: 0.3, mostMegabytes: 120,
        bytes: { Yearbook()?.bytes(isWrapped: isWrapped) ?? [] }, read: Yearbook.read)
    }

  /// Reads a file five times and prints the median processor time and the highest memory.
  func time(_ path: String) throws {
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    let extract = Extract(name: name, bytes: bytes, retrievedAt: .now)
    var (times, count) = ([Double](), 0)
    for _ in 1...5 {
      let start = clock()
      count = try read(extract)
      times.append(Double(clock() - start) / Double(CLOCKS_PER_SEC))
    }
    let median = times.sorted()[2]
    let memory = try Self.peakMegabytes()
    print(
      "\(name): \(count) cells in \(bytes.count >> 10) kB: median \(Int(median * 1000)) ms of "
        + "\(times.map { Int($0 * 1000) }) (limit \(Int(mostTime * 1000)) ms), peak memory \(memory) MB "
        + "(limit \(mostMegabytes) MB)")
    if count != cells || median >= mostTime || memory >= mostMegabytes { exit(1) }
  }

  private static func peakMegabytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0) >> 10
  }
}
