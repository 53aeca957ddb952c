import Foundation

/// Times `flyt ingest` of many different extracts against bare commits of as many cells.
@main
enum IngestBenchmark {
  /// What an extract may cost, in commits of its cells and nothing else.
  private static let highestRatio = 5.0
  /// - Unit: kilobytes.
  private static let mostMemory = 60 << 10

  /// A limit was passed.
  struct TooMuch: Error {
    let ratio: Double
    let kilobytes: Int
  }

  static func main() throws {
    let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1000
    let folder = FileManager.default.temporaryDirectory.appending(path: "flyt-bench-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let files = try writeExtracts(count, in: folder)
    var ratios: [Double] = []
    var memory = 0
    print("\(count) extracts of 400 cells in \(folder), synchronous=FULL")
    // Disks are moody: the two take turns.
    for round in 1...3 {
      let bare = try bareCommits(count, in: "\(folder)/bare-\(round).db")
      let ingest = try Ingest(files, store: "\(folder)/flyt-\(round).db")
      ratios.append(ingest.time / bare)
      memory = max(memory, ingest.peakMemory)
      print(
        "round \(round): bare commits \(bare.formatted(seconds)) s, flyt ingest \(ingest.time.formatted(seconds)) s, "
          + "ratio \((ingest.time / bare).formatted(seconds)), peak \(ingest.peakMemory >> 10) MB")
    }
    let ratio = ratios.sorted()[1]
    print(
      "median ratio \(ratio.formatted(seconds)) (at most \(highestRatio)), peak \(memory >> 10) MB (under 60 MB)"
    )
    guard ratio <= highestRatio, memory < mostMemory else { throw TooMuch(ratio: ratio, kilobytes: memory) }
  }

  private static let seconds = FloatingPointFormatStyle<Double>.number.precision(.fractionLength(2))
}
