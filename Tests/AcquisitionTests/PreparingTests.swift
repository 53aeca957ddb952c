import Foundation
import Glibc
import Testing

@testable import Acquisition

@Suite struct PreparingTests {
  private func folder(_ inbox: String, _ accepted: String, _ refused: String) -> WatchFolder {
    WatchFolder(
      name: "inbox", path: inbox, accepted: accepted, refused: refused, settle: .zero, maxBytes: 1000)
  }

  @Test func `folders that are missing are created, and those that are there are kept`() throws {
    let fixture = try InboxFixture()
    try fixture.drop("t.txt")
    try fixture.folder.prepare()
    #expect(try fixture.names(in: fixture.root) == ["accepted", "inbox", "refused"])
    #expect(try fixture.names(in: fixture.folder.path) == ["t.txt"])
  }

  @Test func `a folder whose parent is missing is not made up`() throws {
    let fixture = try InboxFixture()
    let path = "\(fixture.root)/share/inbox"
    let error = #expect(throws: AcquisitionError.self) {
      try folder(path, fixture.folder.accepted, fixture.folder.refused).prepare()
    }
    #expect(error == AcquisitionError(.missing, at: path))
  }

  @Test func `a file in a folder's place is named`() throws {
    let fixture = try InboxFixture()
    try fixture.drop("t.txt")
    let path = "\(fixture.folder.path)/t.txt"
    let error = #expect(throws: AcquisitionError.self) {
      try folder(fixture.folder.path, path, fixture.folder.refused).prepare()
    }
    #expect(
      error?.description == """
        \(path): a regular file where a folder is needed. \
        Name a folder, or move away what stands in its place.
        """)
  }

  @Test func `an inbox that is its own accepted folder is refused, also by another path`() throws {
    let fixture = try InboxFixture()
    let way = "\(fixture.root)/way"
    #expect(symlink(fixture.folder.path, way) == 0)
    for path in [fixture.folder.path, way] {
      let error = #expect(throws: AcquisitionError.self) {
        try folder(fixture.folder.path, path, fixture.folder.refused).prepare()
      }
      #expect(
        error?.description == """
          \(path): the same folder as \(fixture.folder.path). \
          Give each of the two a folder of its own in the settings.
          """)
    }
  }
}
