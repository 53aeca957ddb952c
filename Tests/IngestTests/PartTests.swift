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
  /// A copy of the real page of 2011 with some of its lines.
  enum Piece: String, CaseIterable {
    case first, second

    /// The bytes, cut where the second block begins; the second copy has the title again.
    func bytes() throws -> [UInt8] {
      let page = String(decoding: try Fixtures.bytes("ssb/county-flows-2011-en.txt"), as: UTF8.self)
      let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
      let totals = lines.indices.filter { lines[$0].hasPrefix("Total ") }
      let cut = try #require(totals.dropFirst().first)
      let title = try #require(lines.first { $0.contains("Migration within and between counties") })
      let text = self == .first ? Array(lines[..<cut]) : [title, ""] + lines[cut...]
      return Array(text.joined(separator: "\n").utf8)
    }
  }

  private let folder: TemporaryFolder
  private let store: ReleaseStore
  private let belt: Belt

  init() throws {
    folder = try TemporaryFolder()
    store = try ReleaseStore(opening: folder.path("flyt.db"), holder: "test", now: { FormTests.now })
    belt = Belt(store: store, judge: Judge(try Fixtures.shippedDatasets()))
  }

  private func carry(_ bytes: [UInt8], as name: String) throws -> [Outcome] {
    try belt.carry(Extract(name: name, bytes: bytes, retrievedAt: FormTests.now), from: .named).outcomes
  }

  private func whole() throws -> [UInt8] { try Fixtures.bytes("ssb/county-flows-2011-en.txt") }

  @Test(arguments: [[Piece.first, .second], [.second, .first]])
  func `two blocks in either order are one release, equal to that from the whole`(order: [Piece]) throws {
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
    for piece in Piece.allCases {
      #expect(try carry(piece.bytes(), as: "again.txt").map(\.outcome) == [.sighting], "\(piece)")
    }
  }

  @Test func `a half says what it has`() throws {
    let held = try carry(Piece.first.bytes(), as: "first.txt")
    #expect(
      held[0].findings.first?.message
        == "231 of 441: columns 11, 12, 14, 15, 16, 17, 18, 19, 20, abroad are missing. What is here is kept; the rest "
        + "may come in another extract, or drop the whole table.")
    #expect(held[0].year?.value == 2011)
  }

  @Test func `a half that is known figure by figure is a sighting`() throws {
    #expect(try carry(whole(), as: "whole.txt").map(\.outcome) == [.new])
    #expect(try carry(Piece.second.bytes(), as: "second.txt").map(\.outcome) == [.sighting])
  }

  @Test func `the whole settles a half that waits`() throws {
    #expect(try carry(Piece.first.bytes(), as: "first.txt").map(\.outcome) == [.held])
    #expect(try carry(whole(), as: "whole.txt").map(\.outcome) == [.new])
    let reader = try ReleaseReader(reading: folder.path("flyt.db"))
    #expect(try reader.counts().quarantine == 0)
  }

  @Test func `halves that do not add up stay apart and say why`() throws {
    // A mover from one row to another within a column: the half's own sums still hold.
    let page = String(decoding: try Piece.first.bytes(), as: UTF8.self)
    let changed = page.replacing("12\u{A0}307", with: "12\u{A0}308").replacing(
      "13\u{A0}813", with: "13\u{A0}812")
    #expect(try carry(Array(changed.utf8), as: "first.txt").map(\.outcome) == [.held])
    let second = try carry(Piece.second.bytes(), as: "second.txt")
    #expect(second.map(\.outcome) == [.held])
    #expect(
      second[0].findings.first?.message.contains("Together with first.txt it is whole but does not") == true)
    let reader = try ReleaseReader(reading: folder.path("flyt.db"))
    #expect(try reader.releases().isEmpty)
    // The publisher's own first half still finds the second.
    #expect(try carry(Piece.first.bytes(), as: "right.txt").map(\.outcome) == [.new])
  }

  @Test func `a half with a wrong figure is refused, not kept`() throws {
    let page = String(decoding: try Piece.first.bytes(), as: UTF8.self)
    let changed = page.replacing("13\u{A0}813", with: "13\u{A0}814")
    #expect(try carry(Array(changed.utf8), as: "first.txt").map(\.outcome) == [.refused])
  }
}
