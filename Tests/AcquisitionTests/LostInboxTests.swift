import Foundation
import Glibc
import Testing

@testable import Acquisition

/// What must not pass for an empty inbox.
@Suite struct LostInboxTests {
  @Test(.enabled(if: differentFileSystems(), "needs a second file system at /dev/shm"))
  func `an inbox on another file system is not looked into, and goes on when the first is back`() throws {
    let way = try Way()
    let fixture = try InboxFixture(inbox: way.path)
    try fixture.drop("t.txt")
    _ = try fixture.look(at: 0)
    try way.lead(to: way.elsewhere)
    try fixture.drop("stray.txt")
    for second in [1.0, 9] {
      let error = #expect(throws: AcquisitionError.self) { try fixture.look(at: second) }
      #expect(error.map(fixture.folder.fault) == .inboxGone)
      #expect(
        error?.description == """
          \(way.path): another file system is there than at the start: the share is not mounted, or \
          another one is. Mount it again; if the change was meant, restart the daemon.
          """)
    }
    try way.lead(to: way.share)
    #expect(try fixture.look(at: 10).settled.map(\.name) == ["t.txt"])
  }

  @Test(.enabled(if: differentFileSystems(), "needs a second file system at /dev/shm"))
  func `a restart takes the other file system for the right one`() throws {
    let way = try Way()
    let fixture = try InboxFixture(inbox: way.path)
    _ = try fixture.look(at: 0)
    try way.lead(to: way.elsewhere)
    fixture.watch = FolderWatch(fixture.folder)
    try fixture.drop("t.txt")
    #expect(try fixture.settled().map(\.name) == ["t.txt"])
  }

  @Test(.enabled(if: isRoot, "only root may mount"))
  func `an inbox that something is mounted over is not looked into`() throws {
    let fixture = try InboxFixture()
    try fixture.drop("t.txt")
    _ = try fixture.look(at: 0)
    try withMount(over: fixture.folder.path, "size=1m") {
      let error = #expect(throws: AcquisitionError.self) { try fixture.look(at: 5) }
      #expect(error?.reason == .replaced)
    }
    #expect(try fixture.look(at: 6).settled.map(\.name) == ["t.txt"])
  }

  @Test func `an inbox without its marker is not looked into, and goes on when it is back`() throws {
    let fixture = try InboxFixture(marker: ".mounted")
    try fixture.drop("t.txt")
    _ = try fixture.look(at: 0)
    let marker = "\(fixture.folder.path)/.mounted"
    #expect(unlink(marker) == 0)
    let error = #expect(throws: AcquisitionError.self) { try fixture.look(at: 5) }
    #expect(error.map(fixture.folder.fault) == .inboxGone)
    #expect(
      error?.description == """
        \(fixture.folder.path): the marker '.mounted' is not there: the share is probably not mounted. \
        Mount it, or create the marker if this is the right folder.
        """)
    #expect(mkdir(marker, 0o750) == 0)
    #expect(try fixture.look(at: 6).settled.map(\.name) == ["t.txt"])
  }

  @Test(.enabled(if: differentFileSystems(), "needs a second file system at /dev/shm"))
  func `with its marker an inbox may lie on another file system, and without it not on the first`() throws {
    let way = try Way()
    let fixture = try InboxFixture(inbox: way.path, marker: "marker")
    _ = try fixture.look(at: 0)
    try way.lead(to: way.elsewhere)
    #expect(throws: AcquisitionError(.noMarker("marker"), at: way.path)) { try fixture.look(at: 1) }
    try fixture.drop("marker")
    try fixture.drop("t.txt")
    #expect(try fixture.settled().map(\.name) == ["t.txt"])
    #expect(unlink("\(way.share)/marker") == 0)
    try way.lead(to: way.share)
    #expect(throws: AcquisitionError(.noMarker("marker"), at: way.path)) { try fixture.look(at: 90_000) }
  }

  @Test(arguments: [".flyt", "flyt-inbox", "table.txt", "half.part"])
  func `a marker is neither taken nor reported, whatever its name`(_ marker: String) throws {
    for isFolder in [false, true] {
      let fixture = try InboxFixture(marker: marker)
      if isFolder {
        #expect(unlink("\(fixture.folder.path)/\(marker)") == 0)
        #expect(mkdir("\(fixture.folder.path)/\(marker)", 0o750) == 0)
      }
      try fixture.drop("t.txt")
      #expect(try fixture.settled().map(\.name) == ["t.txt"])
      #expect(try fixture.look(at: 90_000).leftAlone.isEmpty)
    }
  }

  @Test(arguments: ["../accepted", "inbox/..", "", ".", "link"])
  func `a link or a path is no marker`(_ marker: String) throws {
    let fixture = try InboxFixture()
    #expect(symlink("/", "\(fixture.folder.path)/link") == 0)
    #expect(throws: AcquisitionError(.noMarker(marker), at: fixture.folder.path)) {
      try folder(like: fixture.folder, marker: marker).prepare()
    }
  }

  @Test func `nothing is made up where the marker is missing`() throws {
    let fixture = try InboxFixture()
    let paths = [fixture.folder.accepted, fixture.folder.refused, fixture.folder.path]
    for path in paths.prefix(2) { #expect(rmdir(path) == 0) }
    let marked = folder(like: fixture.folder, marker: "marker")
    #expect(throws: AcquisitionError(.noMarker("marker"), at: marked.path)) { try marked.prepare() }
    #expect(try fixture.names(in: fixture.root) == ["inbox"])
    #expect(rmdir(marked.path) == 0)
    #expect(throws: AcquisitionError(.missing, at: marked.path)) { try marked.prepare() }
    #expect(try fixture.names(in: fixture.root).isEmpty)
  }

  @Test(arguments: [0o000, 0o444, 0o111]) func `an inbox that cannot be read is not empty`(_ mode: mode_t)
    throws
  {
    let fixture = try InboxFixture()
    try fixture.drop("t.txt")
    _ = try fixture.look(at: 0)
    #expect(chmod(fixture.folder.path, mode) == 0)
    try withoutPrivileges {
      let error = #expect(throws: AcquisitionError.self) { try fixture.look(at: 5) }
      #expect(error == AcquisitionError(.notPermitted, at: fixture.folder.path))
      #expect(error.map(fixture.folder.fault) == .inboxUnreadable)
    }
    #expect(chmod(fixture.folder.path, 0o750) == 0)
    #expect(try fixture.look(at: 6).settled.map(\.name) == ["t.txt"])
  }

  private func folder(like other: WatchFolder, marker: String) -> WatchFolder {
    WatchFolder(
      name: other.name, path: other.path, accepted: other.accepted, refused: other.refused, settle: .zero,
      maxBytes: 1000, marker: marker)
  }
}
