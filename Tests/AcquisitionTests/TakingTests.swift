import Extracts
import Foundation
import Glibc
import Testing

@testable import Acquisition

private let latin1Name: [UInt8] = Array("fylke_".utf8) + [0xF8, 0x1B] + Array(".txt".utf8)

/// Names as the file system has them, and as people may see them.
private let oddNames: [(raw: [UInt8], printed: String)] = [
  (Array("a\nb\u{1B}[2J.txt".utf8), "a\\u{a}b\\u{1b}[2J.txt"),
  (latin1Name, "fylke_\\xf8\\u{1b}.txt"),
  ([UInt8](repeating: UInt8(ascii: "n"), count: 255), String(repeating: "n", count: 255)),
  (Array("-rf *".utf8), "-rf *"),
]

@Suite struct TakingTests {
  @Test func `a settled file is taken byte for byte`() throws {
    let fixture = try InboxFixture()
    try fixture.drop("t.txt", "a\u{A0}b\r\n")
    let extract = try fixture.folder.take(fixture.arrival(), now: noon)
    #expect(extract.bytes == Array("a\u{A0}b\r\n".utf8))
    #expect(extract.name == "t.txt")
    #expect(extract.retrievedAt == noon())
    #expect(extract.isWhole)
    #expect(extract.fingerprint == Fingerprint(of: "a\u{A0}b\r\n".utf8))
  }

  @Test func `an empty file is an extract without bytes`() throws {
    let fixture = try InboxFixture()
    try fixture.drop("t.txt", "")
    let extract = try fixture.folder.take(fixture.arrival(), now: noon)
    #expect(extract.isWhole && extract.size == 0)
  }

  @Test(arguments: oddNames)
  func `a file of any name is taken and filed, its name fit for a terminal`(
    _ raw: [UInt8], _ printed: String
  ) throws {
    let fixture = try InboxFixture()
    try fixture.drop(raw)
    let arrival = try fixture.arrival()
    let extract = try fixture.folder.take(arrival, now: noon)
    #expect(extract.name == printed)
    let outcome = try fixture.folder.file(arrival, fingerprint: extract.fingerprint, to: .accepted)
    guard case .filed(let path) = outcome else { Issue.record("\(outcome)"); return }
    #expect(path.hasPrefix("\(fixture.folder.accepted)/"))
    #expect(!path.unicodeScalars.contains { $0.value < 0x20 })
    #expect(try fixture.settled().isEmpty)
  }

  @Test func `a file that grows while it is read is not taken until it has settled anew`() throws {
    let fixture = try InboxFixture()
    try fixture.drop("t.txt", "half")
    let arrival = try fixture.arrival()
    let error = #expect(throws: AcquisitionError.self) {
      // The clock is read once the file is open: the writer comes back at that moment.
      try fixture.folder.take(arrival) {
        try? fixture.drop("t.txt", "half and half")
        return noon()
      }
    }
    #expect(error?.reason == .changedWhileReading)
    #expect(try fixture.look(at: 11_500).settled.isEmpty)
    #expect(try fixture.folder.take(fixture.arrival(), now: noon).size == 13)
  }

  @Test func `a file replaced since the look is not taken`() throws {
    let fixture = try InboxFixture()
    try fixture.drop("t.txt", "old")
    let arrival = try fixture.arrival()
    try fixture.drop("t.txt", "new")
    let error = #expect(throws: AcquisitionError.self) { try fixture.folder.take(arrival, now: noon) }
    #expect(
      error?.description == """
        \(fixture.folder.path)/t.txt: changed while it was being read. \
        Nothing was taken; it is tried again once the file has settled.
        """)
  }

  @Test func `a file that became a link since the look is not followed`() throws {
    let fixture = try InboxFixture()
    try fixture.drop("t.txt")
    let arrival = try fixture.arrival()
    let path = "\(fixture.folder.path)/t.txt"
    try FileManager.default.removeItem(atPath: path)
    #expect(symlink("/etc/passwd", path) == 0)
    let error = #expect(throws: AcquisitionError.self) { try fixture.folder.take(arrival, now: noon) }
    #expect(error?.reason == .wrongKind(.link, wanted: .regular))
  }

  @Test(arguments: [(999, true), (1000, true), (1001, false), (9000, false), (200_000, false)])
  func `over the limit only the head is held, and all of it digested`(_ size: Int, _ whole: Bool) throws {
    let fixture = try InboxFixture(maxBytes: 1000)
    let text = String(repeating: "7", count: size)
    try fixture.drop("t.txt", text)
    let extract = try fixture.folder.take(fixture.arrival(), now: noon)
    #expect(extract.isWhole == whole)
    #expect(extract.size == size)
    #expect(extract.fingerprint == Fingerprint(of: text.utf8))
    #expect(extract.bytes.count <= 4096)
  }

  @Test func `an inbox that is reached through a link works like any other`() throws {
    let fixture = try InboxFixture()
    try fixture.drop("t.txt")
    let way = "\(fixture.root)/way"
    #expect(symlink(fixture.root, way) == 0)
    let folder = WatchFolder(
      name: "inbox", path: "\(way)/inbox", accepted: fixture.folder.accepted,
      refused: fixture.folder.refused, settle: .zero, maxBytes: 1000)
    var watch = FolderWatch(folder)
    _ = try watch.look(at: .now)
    let arrival = try #require(try watch.look(at: .now).settled.first)
    #expect(try folder.take(arrival, now: noon).isWhole)
  }
}
