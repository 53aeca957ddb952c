import Extracts
import Foundation

/// Times the reading of large extracts: a database's answer of a million cells, and a yearbook's text of 357 places.
///
/// Method: each extract is written to a temporary file. A child process of this
/// program, which has nothing else in its memory, then reads the file and opens
/// it, five times over; the clock runs over the reading alone. The memory is
/// the child's highest (`VmHWM`), with the file's bytes and the program itself.
@main
enum ReadingBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    if let name = arguments.first, let path = arguments.last, arguments.count == 2 {
      guard let reading = LargeReading.all.first(where: { $0.name == name }) else { return }
      return try reading.time(path)
    }
    for reading in LargeReading.all { try measureInChild(reading) }
  }

  /// A child ended with another status than 0: a limit was passed, or the extract was not read whole.
  private struct Failed: Error {
    let reading: String
  }

  private static func measureInChild(_ reading: LargeReading) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "flyt-reading-\(UUID())")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(reading.bytes()).write(to: file)
    let child = Process()
    child.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    child.arguments = [reading.name, file.path]
    try child.run()
    child.waitUntilExit()
    guard child.terminationStatus == 0 else { throw Failed(reading: reading.name) }
  }
}
