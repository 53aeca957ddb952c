import Extracts
import Foundation

/// Times the reading of large extracts: a database's answer of a million cells, and a yearbook's text of 357 places.
///
/// Method: each extract is written to a temporary file. A child process of this
/// program, which has nothing else in its memory, then reads the file and opens
/// it, five times over; the processor's time is that of the reading alone. The memory is
/// the child's highest (`VmHWM`), with the file's bytes and the program itself.
@main
enum ReadingBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    if let name = arguments.first, let path = arguments.last, arguments.count == 2 {
      guard let reading = LargeReading.all.first(where: { $0.name == name }) else { return }
      return try reading.time(path)
    }
    let missed = try LargeReading.all.filter { try !isGoodInChild($0) }
    guard missed.isEmpty else {
      print("not read whole, or over a limit: \(missed.map(\.name).joined(separator: ", "))")
      exit(1)
    }
  }

  private static func isGoodInChild(_ reading: LargeReading) throws -> Bool {
    let file = FileManager.default.temporaryDirectory.appending(path: "flyt-reading-\(UUID())")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(reading.bytes()).write(to: file)
    let child = Process()
    child.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    child.arguments = [reading.name, file.path]
    try child.run()
    child.waitUntilExit()
    return child.terminationStatus == 0
  }
}
