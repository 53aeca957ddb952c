import Foundation
import Glibc
import Testing

@testable import Acquisition

@Suite struct LeftAloneTests {
  @Test(arguments: [
    ".hidden", "~lock.txt", "t.part", "t.TMP", "t.txt.Partial", "t.crdownload", ".part",
  ])
  func `a name for unfinished files is left alone silently`(_ name: String) throws {
    let fixture = try InboxFixture()
    try fixture.drop(name)
    let look = try fixture.look(at: 0)
    #expect(look.nextSettling == nil)
    #expect(look.leftAlone.isEmpty)
  }

  @Test(arguments: ["t.party", "part", "a~.txt", "tmp", "t.tmp.txt"])
  func `a name that only resembles one is taken`(_ name: String) throws {
    let fixture = try InboxFixture()
    try fixture.drop(name)
    #expect(try fixture.settled().map(\.name) == [name])
  }

  @Test func `what is not a regular file with one name is reported and disturbs nothing`() throws {
    let fixture = try InboxFixture()
    let inbox = fixture.folder.path
    try fixture.drop("table.txt")
    try fixture.drop("twin1.txt")
    #expect(link("\(inbox)/twin1.txt", "\(inbox)/twin2.txt") == 0)
    #expect(mkfifo("\(inbox)/pipe.txt", 0o640) == 0)
    #expect(symlink("table.txt", "\(inbox)/link.txt") == 0)
    #expect(symlink("/", "\(inbox)/root") == 0)
    #expect(mkdir("\(inbox)/folder.txt", 0o750) == 0)
    let listener = try bindSocket(at: "\(inbox)/socket.txt")
    defer { close(listener) }

    #expect(try fixture.settled().map(\.name) == ["table.txt"])
    #expect(
      try fixture.look(at: 15_000).leftAlone.map { "\($0.name) \($0.reason)" } == [
        "folder.txt kind(Acquisition.FileKind.folder)",
        "link.txt kind(Acquisition.FileKind.link)",
        "pipe.txt kind(Acquisition.FileKind.fifo)",
        "root kind(Acquisition.FileKind.link)",
        "socket.txt kind(Acquisition.FileKind.socket)",
        "twin1.txt hardLinked(names: 2)",
        "twin2.txt hardLinked(names: 2)",
      ])
  }

  @Test(arguments: [
    (
      LeftAlone.Reason.kind(.fifo),
      "x: a named pipe, left alone. Only regular files are taken: put the file itself here."
    ),
    (.hardLinked(names: 2), "x: a file with 2 names, left alone. Put a copy here in its place."),
    (
      .overCeiling(size: 9, ceiling: 8),
      "x: 9 bytes, left alone; at most 8 are ever read. Split the file or move it away."
    ),
    (.unreadable("x: gone."), "x: left alone. x: gone."),
  ])
  func `a report says what to do`(_ reason: LeftAlone.Reason, _ text: String) {
    #expect(LeftAlone(name: "x", reason: reason).description == text)
  }

  @Test func `the folders for filing are not reported when they lie in the inbox`() throws {
    let fixture = try InboxFixture()
    let inbox = fixture.folder.path
    let folder = WatchFolder(
      name: "inbox", path: inbox, accepted: "\(inbox)/accepted", refused: "\(inbox)/refused",
      settle: .zero, maxBytes: 1000)
    try folder.prepare()
    var watch = FolderWatch(folder)
    #expect(try watch.look(at: .now).leftAlone.isEmpty)
  }

  @Test func `a sparse file of a terabyte is left alone without being read`() throws {
    let fixture = try InboxFixture()
    try fixture.drop("huge.txt")
    #expect(truncate("\(fixture.folder.path)/huge.txt", 1 << 40) == 0)
    let look = try fixture.look(at: 0)
    #expect(look.nextSettling == nil)
    #expect(look.leftAlone.map(\.reason) == [.overCeiling(size: 1 << 40, ceiling: 1 << 30)])
  }

  private func bindSocket(at path: String) throws -> CInt {
    let listener = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    try #require(bytes.count < MemoryLayout.size(ofValue: address.sun_path))
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0)
    return listener
  }
}
