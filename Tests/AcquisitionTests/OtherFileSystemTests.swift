import Extracts
import Foundation
import Glibc
import Testing

@testable import Acquisition

/// The folders for filing on another file system, where only copying can move a file.
@Suite(.enabled(if: differentFileSystems(), "needs a second file system at /dev/shm"))
struct OtherFileSystemTests {
  private let fingerprint = Fingerprint(of: "1 2 3\n".utf8)

  private func withFixture(_ body: (InboxFixture) throws -> Void) throws {
    let other = try InboxFixture.makeFolder(in: "/dev/shm")
    defer { try? FileManager.default.removeItem(atPath: other) }
    try body(InboxFixture(accepted: "\(other)/accepted", refused: "\(other)/refused"))
  }

  @Test func `a file is copied and the original goes`() throws {
    try withFixture { fixture in
      try fixture.drop("t.txt")
      let outcome = try fixture.folder.file(fixture.arrival(), fingerprint: fingerprint, to: .accepted)
      #expect(outcome == .filed(at: "\(fixture.folder.accepted)/t.txt"))
      #expect(try fixture.text("\(fixture.folder.accepted)/t.txt") == "1 2 3\n")
      #expect(try fixture.names(in: fixture.folder.accepted) == ["t.txt"])
      #expect(try fixture.names(in: fixture.folder.path).isEmpty)
    }
  }

  @Test func `a file of the same name with other bytes is kept`() throws {
    try withFixture { fixture in
      try "3 2 1\n".write(toFile: "\(fixture.folder.accepted)/t.txt", atomically: false, encoding: .utf8)
      try fixture.drop("t.txt")
      let outcome = try fixture.folder.file(fixture.arrival(), fingerprint: fingerprint, to: .accepted)
      #expect(outcome == .filed(at: "\(fixture.folder.accepted)/t~2.txt"))
      #expect(try fixture.text("\(fixture.folder.accepted)/t.txt") == "3 2 1\n")
    }
  }

  @Test func `after a crash between copy and removal the file is not doubled`() throws {
    try withFixture { fixture in
      try fixture.drop("t.txt")
      let arrival = try fixture.arrival()
      try "1 2 3\n".write(toFile: "\(fixture.folder.accepted)/t.txt", atomically: false, encoding: .utf8)
      let outcome = try fixture.folder.file(arrival, fingerprint: fingerprint, to: .accepted)
      #expect(outcome == .filed(at: "\(fixture.folder.accepted)/t.txt"))
      #expect(try fixture.names(in: fixture.folder.accepted) == ["t.txt"])
      #expect(try fixture.names(in: fixture.folder.path).isEmpty)
    }
  }

  @Test func `bytes that are not those of the outcome are not filed`() throws {
    try withFixture { fixture in
      try fixture.drop("t.txt")
      let wrong = Fingerprint(of: "other".utf8)
      #expect(try fixture.folder.file(fixture.arrival(), fingerprint: wrong, to: .accepted) == .replaced)
      #expect(try fixture.names(in: fixture.folder.accepted).isEmpty)
      #expect(try fixture.names(in: fixture.folder.path) == ["t.txt"])
    }
  }

  @Test func `a refused file gets its cards there too`() throws {
    try withFixture { fixture in
      try fixture.drop("t.txt")
      let place = FilingPlace.refused { name in
        Card(text: name, json: Data(fingerprint.hex.utf8))
      }
      _ = try fixture.folder.file(fixture.arrival(), fingerprint: fingerprint, to: place)
      #expect(
        try fixture.names(in: fixture.folder.refused) == ["t.txt", "t.txt.card.json", "t.txt.card.txt"])
    }
  }
}

/// Whether the temporary folder and `/dev/shm` are told apart by their devices.
func differentFileSystems() -> Bool {
  var (here, there) = (stat(), stat())
  guard stat(FileManager.default.temporaryDirectory.path, &here) == 0, stat("/dev/shm", &there) == 0 else {
    return false
  }
  return here.st_dev != there.st_dev
}
