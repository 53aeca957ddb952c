import Documents
import Extracts
import Foundation

/// Times the opening of a database's answer of a million cells.
///
/// Method: writes a JSON-stat answer of 8 years by 354 by 353 places (999 696
/// cells, a tenth of them blank with a status) to a temporary file on one line,
/// as databases send it. A child process of this program, which has nothing
/// else in its memory, then reads the file and opens it, five times over; the
/// clock runs over the opening alone. The memory is the child's highest
/// (`VmHWM`), with the file's bytes and the program itself.
@main
enum ReadingBenchmark {
  /// - Unit: seconds.
  private static let mostTime = 2.0
  /// - Unit: kilobytes.
  private static let mostMemory = 120 << 10

  /// A limit was passed, or the answer was not opened whole.
  struct TooMuch: Error {
    let seconds: Double
    let kilobytes: Int
  }

  static func main() throws {
    if let path = CommandLine.arguments.dropFirst().first { return try time(path) }
    let file = FileManager.default.temporaryDirectory.appending(path: "flyt-reading-\(UUID()).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(answer()).write(to: file)
    let child = Process()
    child.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    child.arguments = [file.path]
    try child.run()
    child.waitUntilExit()
    exit(child.terminationStatus)
  }

  /// Opens a file five times and prints the median time and the highest memory.
  private static func time(_ path: String) throws {
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    let extract = Extract(name: path, bytes: bytes, retrievedAt: .now)
    var (times, count) = ([Double](), 0)
    for _ in 1...5 {
      times.append(try ContinuousClock().measure { count = try cells(of: extract) } / .seconds(1))
    }
    let median = times.sorted()[2]
    let memory = try peakMemory()
    print(
      "\(count) cells in \(bytes.count >> 20) MB: median \(Int(median * 1000)) ms of "
        + "\(times.map { Int($0 * 1000) }), peak memory \(memory >> 10) MB (under \(mostMemory >> 10) MB)")
    guard count == answerCells, median < mostTime, memory < mostMemory else {
      throw TooMuch(seconds: median, kilobytes: memory)
    }
  }

  private static func cells(of extract: Extract) throws -> Int {
    guard case .cubes(let cubes) = try JSONStatReader().read(extract) else { return 0 }
    return cubes.reduce(0) { $0 + $1.cells.count }
  }

  private static func peakMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
  }
}

private let sizes = [8, 354, 353]
private let answerCells = sizes.reduce(1, *)

/// A JSON-stat answer of made-up figures.
private func answer() -> [UInt8] {
  let names = ["Tid", "Fraflyttingsregion", "TilflyttRegion"]
  let dimensions = zip(names, sizes).map { name, size in
    let codes = (0..<size).map { name == "Tid" ? String(2010 + $0) : String(1000 + $0) }
    let index = codes.enumerated().map { "\"\($0.element)\":\($0.offset)" }.joined(separator: ",")
    let labels = codes.map { "\"\($0)\":\"Kommune \($0)\"" }.joined(separator: ",")
    return "\"\(name)\":{\"label\":\"\(name)\",\"category\":{\"index\":{\(index)},\"label\":{\(labels)}}}"
  }
  var (values, marks) = ([String](), [String]())
  for cell in 0..<answerCells {
    let isBlank = cell % 10 == 3
    if isBlank { marks.append("\"\(cell)\":\".\"") }
    values.append(isBlank ? "null" : String(cell &* 2_654_435_761 % 4_000))
  }
  let text =
    "{\"version\":\"2.0\",\"class\":\"dataset\",\"label\":\"Flyttinger\",\"id\":[\"\(names.joined(separator: "\",\""))\"],"
    + "\"size\":\(sizes),\"role\":{\"time\":[\"Tid\"]},\"dimension\":{\(dimensions.joined(separator: ","))},"
    + "\"value\":[\(values.joined(separator: ","))],\"status\":{\(marks.joined(separator: ","))}}"
  return Array(text.utf8)
}
