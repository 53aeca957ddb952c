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
  }

  @Test func `every beginning is opened by its reader`() throws {
    let named = Dictionary(uniqueKeysWithValues: documentReaders.map { ($0.format.lowercased(), $0) })
    for (folder, format) in [("pc-axis", "pc-axis"), ("json-stat", "json-stat"), ("page-text", "page text")] {
      let reader = try #require(named[format])
      for path in Self.files where path.contains("Corpus/\(folder)/") && !path.hasSuffix("error.json") {
        let bytes = Array(try Data(contentsOf: Fixtures.root.appending(path: path)))
        #expect(throws: Never.self, "\(path)") { try reader.read(extract(bytes, name: path)) }
      }
    }
  }
}
