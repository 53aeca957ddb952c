import Foundation
import Glibc
import Testing

@testable import Acquisition

/// The folders that files are moved to, before anything is taken.
@Suite struct TargetTests {
  @Test func `targets that can be used are as they were`() throws {
    let fixture = try InboxFixture()
    try fixture.folder.checkTargets()
    #expect(try fixture.names(in: fixture.root) == ["accepted", "inbox", "refused"])
    for folder in [fixture.folder.accepted, fixture.folder.refused] {
      #expect(try fixture.names(in: folder).isEmpty)
    }
  }

  @Test(arguments: ["accepted", "refused"])
  func `a target that is missing is named and not made up`(_ name: String) throws {
    let fixture = try InboxFixture()
    let path = "\(fixture.root)/\(name)"
    #expect(rmdir(path) == 0)
    try expect(.missing, at: path, .targetUnusable, fixture)
    #expect(mkdir(path, 0o750) == 0)
    try fixture.folder.checkTargets()
  }

  @Test(arguments: ["accepted", "refused"])
  func `a file in a target's place is named`(_ name: String) throws {
    let fixture = try InboxFixture()
    let path = "\(fixture.root)/\(name)"
    #expect(rmdir(path) == 0)
    try "".write(toFile: path, atomically: false, encoding: .utf8)
    try expect(.wrongKind(.regular, wanted: .folder), at: path, .targetUnusable, fixture)
  }

  @Test(arguments: ["accepted", "refused"])
  func `a target that may not be written to is named`(_ name: String) throws {
    let fixture = try InboxFixture()
    for folder in ["inbox", "accepted", "refused"] { #expect(chmod("\(fixture.root)/\(folder)", 0o777) == 0) }
    try withoutPrivileges { try fixture.folder.checkTargets() }
    #expect(chmod("\(fixture.root)/\(name)", 0o555) == 0)
    try withoutPrivileges {
      try expect(.notPermitted, at: "\(fixture.root)/\(name)", .targetUnusable, fixture)
    }
  }

  @Test(.enabled(if: isRoot, "only root may mount"), arguments: ["inbox", "accepted", "refused"])
  func `a folder on a disk that is mounted read-only is named, until the disk takes writes`(_ name: String)
    throws
  {
    let fixture = try InboxFixture()
    let path = "\(fixture.root)/\(name)"
    try withMount(over: path, "ro") {
      try expect(.readOnly, at: path, .targetUnusable, fixture)
      let error = #expect(throws: AcquisitionError.self) { try fixture.folder.prepare() }
      #expect(
        error?.description == """
          \(path): the file system is mounted read-only. \
          Check the disk and mount it writable; nothing was lost, and it is tried again.
          """)
      #expect(try run("mount", "-o", "remount,rw", path) == 0)
      try fixture.folder.checkTargets()
    }
  }

  private func expect(
    _ reason: AcquisitionError.Reason, at path: String, _ fault: FolderFault, _ fixture: InboxFixture
  ) throws {
    let error = #expect(throws: AcquisitionError.self) { try fixture.folder.checkTargets() }
    #expect(error == AcquisitionError(reason, at: path))
    #expect(error.map(fixture.folder.fault) == fault)
  }
}
