import Checks
import Extracts
import FlowTables
import FlytTesting
import Foundation
import Ingest
import ReleaseStore
import Testing

/// Tables that come in pieces.
@Suite final class PartTests {
  private let folder: TemporaryFolder
  private let store: ReleaseStore
  private let belt: Belt

  init() throws {
    folder = try TemporaryFolder()
    store = try ReleaseStore(opening: folder.path("flyt.db"), holder: "test", now: { FormTests.now })
    belt = Belt(store: store, judge: try Judge.shipped())
  }

  private func carry(_ bytes: [UInt8], as name: String) throws -> [Outcome] {
    try belt.carry(Extract(name: name, bytes: bytes, retrievedAt: FormTests.now), from: .named).outcomes
  }

  private func whole() throws -> [UInt8] { try Fixtures.bytes("ssb/county-flows-2011-en.txt") }

  @Test(arguments: [[HalfPage.first, .second], [.second, .first]])
  func `two blocks in either order are one release, equal to that from the whole`(order: [HalfPage]) throws {
    let first = try carry(order[0].bytes(), as: "\(order[0]).txt")
    #expect(first.map(\.outcome) == [.held])
    #expect(first[0].findings.first?.code == .halfTable)
    let second = try carry(order[1].bytes(), as: "\(order[1]).txt")
    #expect(second.map(\.outcome) == [.new])
    #expect(second[0].proof.starts(with: [.rows, .columns, .total]), "\(second[0].proof)")
    let reader = try ReleaseReader(reading: folder.path("flyt.db"))
    let release = try #require(try reader.releases().first)
    #expect(release.cause == .lateBlock)
    #expect(Set(release.extracts.map(\.name)) == ["first.txt", "second.txt"])
    #expect(try reader.counts().quarantine == 0)
    // The whole table is the same figures, and its bytes are a sighting.
    #expect(try carry(whole(), as: "whole.txt").map(\.outcome) == [.sighting])
    #expect(try reader.releases().count == 1)
    // So are both pieces again.
    for piece in HalfPage.allCases {
      #expect(try carry(piece.bytes(), as: "again.txt").map(\.outcome) == [.sighting], "\(piece)")
    }
  }

  @Test func `a half says what it has`() throws {
    let held = try carry(HalfPage.first.bytes(), as: "first.txt")
    #expect(
      held[0].findings.first?.message
        == "231 of 441: columns 11, 12, 14, 15, 16, 17, 18, 19, 20, abroad are missing. What is here is kept; the rest "
        + "may come in another extract, or drop the whole table.")
    #expect(held[0].year?.value == 2011)
  }

  @Test func `a crash between two halves changes nothing`() throws {
    #expect(try carry(HalfPage.second.bytes(), as: "second.txt").map(\.outcome) == [.held])
    let first = Extract(name: "first.txt", bytes: try HalfPage.first.bytes(), retrievedAt: FormTests.now)
    // The attempt is written down, and then the process is gone.
    _ = try store.begin(first, from: .named)
    store.close()
    let reopened = try ReleaseStore(opening: folder.path("flyt.db"), holder: "test", now: { FormTests.now })
    let belt = Belt(store: reopened, judge: try Judge.shipped())
    #expect(try belt.carry(first, from: .named).outcomes.map(\.outcome) == [.new])
    let whole = Extract(name: "whole.txt", bytes: try whole(), retrievedAt: FormTests.now)
    #expect(try belt.carry(whole, from: .named).outcomes.map(\.outcome) == [.sighting])
  }

  @Test func `each cell keeps the extract that it came from`() throws {
    for half in HalfPage.allCases { _ = try carry(half.bytes(), as: "\(half).txt") }
    let cells = try Self.sqlite(
      folder.path("flyt.db"),
      """
      SELECT firstName, count(*), min(destination), max(destination) FROM flow_cell
      JOIN extract ON extract.id = extract GROUP BY 1 ORDER BY 1
      """)
    #expect(cells == "first.txt|200|01|10\nsecond.txt|200|11|abroad")
  }

  private static func sqlite(_ path: String, _ query: String) throws -> String {
    let shell = Process()
    let output = Pipe()
    shell.executableURL = URL(filePath: "/usr/bin/env")
    (shell.arguments, shell.standardOutput) = (["sqlite3", "-readonly", path, query], output)
    try shell.run()
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    shell.waitUntilExit()
    return String(decoding: answer, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  @Test func `a half that is known figure by figure is a sighting`() throws {
    #expect(try carry(whole(), as: "whole.txt").map(\.outcome) == [.new])
    #expect(try carry(HalfPage.second.bytes(), as: "second.txt").map(\.outcome) == [.sighting])
  }

  @Test func `the whole settles a half that waits`() throws {
    #expect(try carry(HalfPage.first.bytes(), as: "first.txt").map(\.outcome) == [.held])
    #expect(try carry(whole(), as: "whole.txt").map(\.outcome) == [.new])
    let reader = try ReleaseReader(reading: folder.path("flyt.db"))
    #expect(try reader.counts().quarantine == 0)
  }

  @Test func `halves that do not add up stay apart and say why`() throws {
    // A mover from one row to another within a column: the half's own sums still hold.
    let page = String(decoding: try HalfPage.first.bytes(), as: UTF8.self)
    let changed = page.replacing("12\u{A0}307", with: "12\u{A0}308").replacing(
      "13\u{A0}813", with: "13\u{A0}812")
    #expect(try carry(Array(changed.utf8), as: "first.txt").map(\.outcome) == [.held])
    let second = try carry(HalfPage.second.bytes(), as: "second.txt")
    #expect(second.map(\.outcome) == [.held])
    #expect(
      second[0].findings.first?.message.contains("Together with first.txt it is whole but does not") == true)
    let reader = try ReleaseReader(reading: folder.path("flyt.db"))
    #expect(try reader.releases().isEmpty)
    // The publisher's own first half still finds the second.
    #expect(try carry(HalfPage.first.bytes(), as: "right.txt").map(\.outcome) == [.new])
  }

  @Test func `a half with a wrong figure is refused, not kept`() throws {
    let page = String(decoding: try HalfPage.first.bytes(), as: UTF8.self)
    let changed = page.replacing("13\u{A0}813", with: "13\u{A0}814")
    #expect(try carry(Array(changed.utf8), as: "first.txt").map(\.outcome) == [.refused])
  }
}
