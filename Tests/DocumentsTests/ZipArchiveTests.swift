import Extracts
import FlytTesting
import Testing

@testable import Documents

@Suite struct ZipArchiveTests {
  private let sound = ZipWriter(["a.csv": Array("a;b\n".utf8), "år/": [], "år/b.csv": Array("c".utf8)])

  @Test func `entries have their names, sizes and bytes`() throws {
    let archive = try ZipArchive(sound.bytes)
    #expect(archive.entries.map(\.name) == ["a.csv", "år/", "år/b.csv"])
    #expect(archive.entries.map(\.size) == [4, 0, 1])
    #expect(archive.entries.map(\.isDirectory) == [false, true, false])
    let entry = try #require(archive.entry(named: "år/b.csv"))
    #expect(try archive.bytes(of: entry, atMost: 1) == Array("c".utf8))
  }

  @Test func `the limit counts bytes, not claims`() throws {
    var bomb = ZipWriter.Member("bomb", zeros: 1 << 20)
    bomb.size = 5
    let archive = try ZipArchive(ZipWriter([bomb]).bytes)
    #expect(archive.entries.first?.size == 5)
    #expect(
      reason { try archive.bytes(of: try #require(archive.entries.first), atMost: 1000) }?.isBeyondLimit
        == true)
  }

  @Test func `deflated zeros unpack to zeros`() throws {
    var member = ZipWriter.Member("zeros", zeros: 1 + 258 * 300)
    member.checksum = crc32(of: [UInt8](repeating: 0, count: member.size))
    let archive = try ZipArchive(ZipWriter([member]).bytes)
    let bytes = try archive.bytes(of: try #require(archive.entries.first), atMost: 1 << 20)
    #expect(bytes == [UInt8](repeating: 0, count: member.size))
  }

  @Test func `an archive cut anywhere is refused and never traps`() throws {
    let bytes = sound.bytes
    for length in 0..<bytes.count {
      #expect(throws: DocumentError.Reason.self, "cut after \(length)") {
        try ZipArchive(Array(bytes.prefix(length)))
      }
    }
  }

  private func reason(_ work: () throws -> some Any) -> DocumentError.Reason? {
    do {
      _ = try work()
      return nil
    } catch {
      return error as? DocumentError.Reason
    }
  }
}

extension DocumentError.Reason {
  var isBeyondLimit: Bool { if case .beyondLimit = self { true } else { false } }
}
