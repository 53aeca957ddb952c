import Extracts
import Foundation
import Glibc
import Testing

@testable import Acquisition

@Suite struct NamedFileTests {
  @Test func `a named file is read and left where it is, also through a link`() throws {
    let fixture = try InboxFixture()
    try fixture.drop("t.txt", "1 2")
    let link = "\(fixture.root)/link.txt"
    #expect(symlink("inbox/t.txt", link) == 0)
    for (path, name) in [("\(fixture.folder.path)/t.txt", "t.txt"), (link, "link.txt")] {
      let extract = try NamedFile.read(path, maxBytes: 1000, now: noon)
      #expect(extract.name == name)
      #expect(extract.bytes == Array("1 2".utf8))
    }
    #expect(try fixture.names(in: fixture.folder.path) == ["t.txt"])
  }

  @Test func `a named file over the limit is held by its head`() throws {
    let fixture = try InboxFixture()
    try fixture.drop("t.txt", "1234")
    let extract = try NamedFile.read("\(fixture.folder.path)/t.txt", maxBytes: 3, now: noon)
    #expect(!extract.isWhole)
    #expect(extract.fingerprint == Fingerprint(of: "1234".utf8))
  }

  @Test(arguments: [
    ("nothing", "no such file or folder. Check the path, or create the folder."),
    ("file/under", "no such file or folder. Check the path, or create the folder."),
    (
      "folder", "a folder where a regular file is needed. Name a regular file, or use '-' for standard input."
    ),
    (
      "pipe",
      "a named pipe where a regular file is needed. Name a regular file, or use '-' for standard input."
    ),
    ("null", "a device where a regular file is needed. Name a regular file, or use '-' for standard input."),
  ])
  func `what cannot be read is named with the reason`(_ entry: String, _ text: String) throws {
    let fixture = try InboxFixture()
    let inbox = fixture.folder.path
    try fixture.drop("file")
    #expect(mkdir("\(inbox)/folder", 0o750) == 0)
    #expect(mkfifo("\(inbox)/pipe", 0o640) == 0)
    #expect(symlink("/dev/null", "\(inbox)/null") == 0)
    let path = "\(inbox)/\(entry)"
    let error = #expect(throws: AcquisitionError.self) {
      try NamedFile.read(path, maxBytes: 1000, now: noon)
    }
    #expect(error?.description == "\(path): \(text)")
  }

  @Test(arguments: [
    (EACCES, AcquisitionError.Reason.notPermitted), (EPERM, .notPermitted),
    (ENOENT, .missing), (ENOTDIR, .missing), (EROFS, .readOnly),
    (ENOSPC, .noRoom(doing: "writing")), (EDQUOT, .noRoom(doing: "writing")),
    (EIO, .inputOutput(doing: "writing", system: "Input/output error")),
  ])
  func `a failed system call says what kind of trouble it is`(
    _ code: CInt, _ reason: AcquisitionError.Reason
  ) {
    #expect(AcquisitionError(SystemFault(code: code), doing: "writing", at: "x").reason == reason)
  }

  @Test func `a message carries no control characters from a path`() {
    #expect(
      AcquisitionError(.missing, at: "a\u{1B}[2J\nb").description.hasPrefix("a\\u{1b}[2J\\u{a}b: no such"))
  }

  @Test(arguments: [(5, true), (6, false), (70_000, false)])
  func `standard input is read to its end`(_ size: Int, _ whole: Bool) throws {
    let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: size)
    let pipe = Pipe()
    let writing = pipe.fileHandleForWriting
    // A pipe holds less than the largest of these, so somebody must write while it is read.
    Thread.detachNewThread {
      try? writing.write(contentsOf: bytes)
      try? writing.close()
    }
    let extract = try StandardInput.read(
      maxBytes: 5, now: noon, from: pipe.fileHandleForReading.fileDescriptor)
    #expect(extract.name == "standard input")
    #expect(extract.size == size)
    #expect(extract.isWhole == whole)
    #expect(extract.fingerprint == Fingerprint(of: bytes))
  }
}
