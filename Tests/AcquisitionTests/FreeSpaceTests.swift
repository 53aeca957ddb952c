import Testing

@testable import Acquisition

/// Blocks, the size of each, and all of them in bytes.
private let largeRooms: [(blocks: UInt, size: UInt, bytes: Int)] = [
  (.max, .max, .max), (.max, 1, .max), (1 << 62, 2, .max), (1 << 51, 4096, .max),
  ((1 << 51) - 1, 4096, .max - 4095), (3, 4096, 12_288), (0, .max, 0),
]

@Suite struct FreeSpaceTests {
  @Test(.enabled(if: isRoot, "only root may mount"))
  func `the room of a file system is told, for a file and for its folder`() throws {
    let fixture = try InboxFixture()
    try withMount(over: fixture.folder.path, "size=1m") {
      try fixture.drop("t.txt", String(repeating: "1", count: 100_000))
      let space = try FreeSpace(at: fixture.folder.path)
      #expect(space.total == 1 << 20)
      #expect((1...(1 << 20) - 100_000).contains(space.free))
      #expect(try FreeSpace(at: "\(fixture.folder.path)/t.txt") == space)
    }
  }

  @Test func `no more is free than there is, and nothing is known of what is missing`() throws {
    let fixture = try InboxFixture()
    let space = try FreeSpace(at: fixture.root)
    #expect(space.free >= 0 && space.free <= space.total && space.total > 0)
    let path = "\(fixture.root)/nothing"
    #expect(throws: AcquisitionError(.missing, at: path)) { try FreeSpace(at: path) }
  }

  @Test(arguments: largeRooms)
  func `no number of blocks is too large`(_ blocks: UInt, _ size: UInt, _ bytes: Int) {
    #expect(FreeSpace.bytes(in: blocks, blocksOf: size) == bytes)
  }
}
