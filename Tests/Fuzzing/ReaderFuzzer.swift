import Documents
import Extracts
import Foundation

/// Feeds bytes that libFuzzer makes up to one reader, or to all of them as a source's extract.
///
/// `FLYT_FUZZ_READER` names the reader, such as `json-stat`; `--list` prints the
/// names. A trap, a leak or a hang is a find, and so is a document that
/// contradicts itself.
@main
enum ReaderFuzzer {
  static func main() {
    guard !CommandLine.arguments.contains("--list") else {
      return print((readersByName.keys + [archives]).sorted().joined(separator: "\n"))
    }
    var count = CommandLine.argc
    var arguments = Optional(CommandLine.unsafeArgv)
    exit(
      runDriver(&count, &arguments) { data, size in
        ReaderFuzzer.feed(UnsafeBufferPointer(start: data, count: size))
      })
  }

  private static func feed(_ data: UnsafeBufferPointer<UInt8>) -> CInt {
    let extract = Extract(name: "fuzz", bytes: Array(data), retrievedAt: Date(timeIntervalSince1970: 0))
    if takesApart { _ = try? contents(of: extract) }
    for reader in chosen {
      _ = reader.recognizes(extract)
      guard let document = try? reader.read(extract) else { continue }
      precondition(isConsistent(document), "\(reader.format): the document contradicts itself")
    }
    return 0
  }

  /// Whether every cube has a cell for each combination of categories, and the first of them have places.
  private static func isConsistent(_ document: Document) -> Bool {
    guard case .cubes(let cubes) = document else { return true }
    return cubes.allSatisfy { cube in
      cube.cells.count == cube.dimensions.reduce(1) { $0 * $1.categories.count }
        && cube.cells.prefix(10_000).allSatisfy { $0.at.line > 0 && $0.at.column > 0 }
    }
  }
}

private let readersByName = Dictionary(
  uniqueKeysWithValues: documentReaders.map { reader in
    (String(reader.format.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" }), reader)
  })

/// The name of what is no reader but takes archives apart.
private let archives = "archive"
private let chosenName = ProcessInfo.processInfo.environment["FLYT_FUZZ_READER"]
private let takesApart = chosenName == nil || chosenName == archives

private let chosen: [any DocumentReader] = {
  guard let name = chosenName else { return documentReaders }
  guard name != archives else { return [] }
  guard let reader = readersByName[name] else { fatalError("no reader \(name); --list prints their names") }
  return [reader]
}()

/// libFuzzer's own entry, since the program has its `main`.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ feed: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
