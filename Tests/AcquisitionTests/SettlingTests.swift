import Foundation
import Testing

@testable import Acquisition

/// One file's life: what happens to it, and what the look at that second finds.
struct SettlingExample: Sendable, CustomTestStringConvertible {
  enum Event: Sendable {
    case drop(String)
    case touch(Int)
    case remove
    case nothing
  }

  let testDescription: String
  let steps: [Step]

  struct Step: Sendable {
    let at: Double
    let event: Event
    let settled: Bool
    let next: Double?

    init(_ at: Double, _ event: Event, settled: Bool, next: Double?) {
      (self.at, self.event, self.settled, self.next) = (at, event, settled, next)
    }
  }
}

private typealias Step = SettlingExample.Step

private let settlingExamples: [SettlingExample] = [
  SettlingExample(
    testDescription: "a file present at start settles like any other",
    steps: [
      Step(0, .drop("a"), settled: false, next: 3), Step(2.9, .nothing, settled: false, next: 3),
      Step(3, .nothing, settled: true, next: nil),
    ]),
  SettlingExample(
    testDescription: "a file that grows starts anew",
    steps: [
      Step(0, .drop("a"), settled: false, next: 3), Step(2, .drop("ab"), settled: false, next: 5),
      Step(3, .nothing, settled: false, next: 5),
      Step(5, .nothing, settled: true, next: nil),
    ]),
  SettlingExample(
    testDescription: "a file rewritten with as many bytes starts anew",
    steps: [
      Step(0, .drop("a"), settled: false, next: 3), Step(3, .drop("b"), settled: false, next: 6),
      Step(6, .nothing, settled: true, next: nil),
    ]),
  SettlingExample(
    testDescription: "a file whose modification time is set starts anew",
    steps: [
      Step(0, .drop("a"), settled: false, next: 3), Step(3, .touch(1), settled: false, next: 6),
      Step(6, .nothing, settled: true, next: nil),
    ]),
  SettlingExample(
    testDescription: "a file that goes is forgotten",
    steps: [
      Step(0, .drop("a"), settled: false, next: 3), Step(2, .remove, settled: false, next: nil),
      Step(3, .drop("a"), settled: false, next: 6),
      Step(6, .nothing, settled: true, next: nil),
    ]),
  SettlingExample(
    testDescription: "a settled file stays settled until it is filed",
    steps: [
      Step(0, .drop("a"), settled: false, next: 3), Step(9, .nothing, settled: true, next: nil),
      Step(10, .nothing, settled: true, next: nil),
    ]),
]

@Suite struct SettlingTests {
  @Test(arguments: settlingExamples)
  func `a file settles when two looks apart find it the same`(_ example: SettlingExample) throws {
    let fixture = try InboxFixture(settle: .seconds(3))
    for step in example.steps {
      switch step.event {
      case .drop(let text): try fixture.drop("t.txt", text)
      case .touch(let second): try fixture.drop("t.txt", "a", modified: second)
      case .remove: try FileManager.default.removeItem(atPath: "\(fixture.folder.path)/t.txt")
      case .nothing: break
      }
      let look = try fixture.look(at: step.at)
      #expect(look.settled.map(\.name) == (step.settled ? ["t.txt"] : []), "at \(step.at)")
      #expect(fixture.seconds(to: look.nextSettling) == step.next, "at \(step.at)")
    }
  }

  @Test
  func `a folder in which no name moves is not read anew at each look, and every half minute all the same`()
    throws
  {
    let fixture = try InboxFixture(settle: .seconds(3))
    // As if the folder had not changed for long.
    fixture.watch.seconds = { time(nil) + 10 }
    try fixture.drop("a.txt", "one")
    _ = try fixture.look(at: 0)
    let arrival = try #require(try fixture.look(at: 3).settled.first)
    // Written in its place: the folder itself does not change.
    let file = try #require(FileHandle(forWritingAtPath: "\(fixture.folder.path)/a.txt"))
    try file.write(contentsOf: Data("two".utf8))
    try file.close()
    #expect(try fixture.look(at: 4).settled == [arrival])
    // Nothing is taken that is not what the look saw.
    #expect(throws: AcquisitionError.self) { try fixture.folder.take(arrival, now: Date.init) }
    #expect(try fixture.look(at: 34).settled.isEmpty)
    // A name that comes is seen at once.
    #expect(try fixture.look(at: 38).settled.map(\.name) == ["a.txt"])
    try fixture.drop("b.txt")
    #expect(fixture.seconds(to: try fixture.look(at: 39).nextSettling) == 42)
  }

  @Test func `one observation is not enough even without a settling time`() throws {
    let fixture = try InboxFixture(settle: .zero)
    try fixture.drop("t.txt")
    #expect(try fixture.look(at: 0).settled.isEmpty)
    #expect(try fixture.look(at: 0).settled.count == 1)
  }

  @Test func `the next settling is that of the first unsettled file`() throws {
    let fixture = try InboxFixture(settle: .seconds(3))
    try fixture.drop("a.txt")
    _ = try fixture.look(at: 0)
    try fixture.drop("b.txt")
    #expect(fixture.seconds(to: try fixture.look(at: 1).nextSettling) == 3)
    #expect(fixture.seconds(to: try fixture.look(at: 3).nextSettling) == 4)
  }

  @Test func `files come in order of modification time, then name`() throws {
    let fixture = try InboxFixture()
    try fixture.drop("b.txt", modified: 200)
    try fixture.drop("z.txt", modified: -100)
    try fixture.drop("a.txt", modified: 200)
    try fixture.drop("B.txt", modified: 200)
    #expect(try fixture.settled().map(\.name) == ["z.txt", "B.txt", "a.txt", "b.txt"])
  }

  @Test func `a folder that vanishes is an error, never an empty folder`() throws {
    let fixture = try InboxFixture()
    try FileManager.default.removeItem(atPath: fixture.folder.path)
    let error = #expect(throws: AcquisitionError.self) { try fixture.look(at: 0) }
    let path = fixture.folder.path
    #expect(error?.description == "\(path): no such file or folder. Check the path, or create the folder.")
  }

  @Test func `an arrival has the same identity after a restart, and another with other content`() throws {
    let fixture = try InboxFixture()
    try fixture.drop("t.txt", modified: 100)
    let before = try fixture.arrival().identity
    fixture.watch = FolderWatch(fixture.folder)
    #expect(try fixture.arrival().identity == before)
    #expect(before.hasSuffix(":6:100.0:742e747874"))
    try fixture.drop("t.txt", modified: 101)
    #expect(try fixture.arrival().identity != before)
  }
}
