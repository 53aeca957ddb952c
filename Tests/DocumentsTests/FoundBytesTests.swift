import Documents
import FlytTesting
import Foundation
import Testing

/// Replays the fuzzer's beginnings and finds: each must end in a document or an error, soon.
@Suite struct FoundBytesTests {
  static let files: [String] = ["Tests/Fuzzing/Corpus", "Tests/Fixtures/found"].flatMap { folder in
    let root = Fixtures.root.appending(path: folder).path
    let paths = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return paths.map { "\(folder)/\($0)" }.sorted()
  }.filter { path in
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(
      atPath: Fixtures.root.appending(path: path).path, isDirectory: &isFolder)
    return exists && !isFolder.boolValue
  }

  @Test(arguments: files)
  func `what a fuzzer found breaks no reader`(path: String) throws {
    let bytes = Array(try Data(contentsOf: Fixtures.root.appending(path: path)))
    for reader in documentReaders {
      let time = ContinuousClock().measure { _ = try? reader.read(extract(bytes, name: path)) }
      #expect(time < .seconds(2), "\(reader.format)")
    }
    _ = try? contents(of: extract(bytes, name: path))
  }

  @Test func `every beginning is opened by its reader`() throws {
    for reader in documentReaders {
      let folder = reader.format.lowercased().map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
      let files = Self.files.filter { $0.contains("Corpus/\(folder)/") && !$0.hasSuffix("error.json") }
      #expect(!files.isEmpty, "Tests/Fuzzing/Corpus/\(folder)")
      for path in files {
        let bytes = Array(try Data(contentsOf: Fixtures.root.appending(path: path)))
        #expect(throws: Never.self, "\(path)") { try reader.read(extract(bytes, name: path)) }
      }
    }
  }
}
