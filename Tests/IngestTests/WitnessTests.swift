import Checks
import Extracts
import FlowTables
import FlytTesting
import Foundation
import Ingest
import ReleaseStore
import Testing

/// Tables that make no release but confirm, fill or contradict, in either order.
@Suite final class WitnessTests {
  private let folder: TemporaryFolder
  private let belt: Belt

  init() throws {
    folder = try TemporaryFolder()
    let store = try ReleaseStore(opening: folder.path("flyt.db"), holder: "test", now: { FormTests.now })
    belt = Belt(store: store, judge: try Judge.shipped())
  }

  private func carry(_ name: String, changing: (String) -> String = { $0 }) throws -> [Outcome] {
    let text = String(decoding: try Fixtures.bytes("ssb/\(name)"), as: UTF8.self)
    let extract = Extract(name: name, bytes: Array(changing(text).utf8), retrievedAt: FormTests.now)
    return try belt.carry(extract, from: .named).outcomes
  }

  private func reader() throws -> ReleaseReader { try ReleaseReader(reading: folder.path("flyt.db")) }

  private static let half = "county-flows-2001-first-block.csv"
  private static let net = "county-net-2001.csv"
  private static let regions = "region-flows-2000-2001-2003-2004.csv"

  @Test(arguments: [[half, net], [net, half]])
  func `net migration agrees with the flows of half a table, whichever comes first`(order: [String]) throws {
    let outcomes = try order.flatMap { try carry($0) }
    #expect(outcomes.map(\.outcome) == (order[0] == Self.half ? [.held, .new] : [.new, .held]))
    #expect(outcomes[1].witnesses.map(\.says) == ["45 of 45 pairs agree"])
    #expect(outcomes.map(\.witnesses.isEmpty) == [true, false])
    // What it alone shows is told and not stored.
    #expect(outcomes[1].findings.last?.code == .companionFills)
    #expect(try reader().releases().isEmpty)
  }

  @Test func `a witness that contradicts warns with both figures, and refuses nothing`() throws {
    _ = try carry(Self.half)
    let outcome = try #require(
      try carry(Self.net) { $0.replacing("2001,03,02,-3679", with: "2001,03,02,-3678") }.first)
    #expect(outcome.outcome == .new)
    #expect(outcome.witnesses.map(\.says) == ["44 of 45 pairs agree"])
    let finding = try #require(outcome.findings.first { $0.code == .companionDiffers })
    #expect(finding.severity == .warning)
    #expect((finding.expected, finding.found) == (-3_678, -3_679))
  }

  @Test func `the same witness again is a sighting`() throws {
    #expect(try carry(Self.net).map(\.outcome) == [.new])
    #expect(try carry(Self.net).map(\.outcome) == [.sighting])
    // Other bytes that say the same are one as well.
    #expect(try carry(Self.net) { $0 + "\n" }.map(\.outcome) == [.sighting])
  }

  @Test(arguments: [true, false])
  func `regions must be the sum of counties, whichever comes first`(isHalfFirst: Bool) throws {
    let order = isHalfFirst ? [Self.half, Self.regions] : [Self.regions, Self.half]
    let outcomes = try order.flatMap { try carry($0) }
    let heard = outcomes.filter { !$0.witnesses.isEmpty }
    // The first block has every county of the first three regions as destinations.
    #expect(heard.map { $0.witnesses.map(\.says) } == [["21 of 21 figures agree"]])
    #expect(heard.first?.year?.value == 2001)
  }

  @Test func `a release keeps its proofs in numbers, and those of a witness that came later`() throws {
    _ = try carry("county-flows-2011-en.txt")
    _ = try carry(Self.regions)
    #expect(try carry("region-net-2003.csv").map(\.witnesses.first?.says) == ["28 of 28 figures agree"])
    let proofs = try reader().releases().map { release in
      "\(release.year): "
        + release.proofs.map { "\($0.witness ?? $0.kind) \($0.holds)/\($0.tried) over \($0.cells)" }
        .joined(separator: ", ")
    }
    #expect(
      proofs == [
        "2011: rows 20/20 over 400, columns 20/20 over 400, total 2/2 over 40",
        "2000: rows 7/7 over 49, columns 7/7 over 49, total 2/2 over 14",
        "2001: rows 7/7 over 49, columns 7/7 over 49, total 2/2 over 14",
        "2003: rows 7/7 over 49, columns 7/7 over 49, total 2/2 over 14, ssb-region-net 28/28 over 42",
        "2004: rows 7/7 over 49, columns 7/7 over 49, total 2/2 over 14",
      ])
    let proven = try reader().releases(of: "ssb-region-flows").filter { $0.proof.contains(.companion) }
    #expect(proven.map(\.year.value) == [2003])
  }

  @Test func `a table with another year's figures warns`() throws {
    _ = try carry("county-flows-2011-en.txt")
    let outcome = try #require(
      try carry("county-flows-2011-en.txt") { $0.replacing("countries. 2011", with: "countries. 2010") }.first
    )
    #expect(outcome.outcome == .new)
    #expect(outcome.findings.map(\.code).contains(.sameAsOtherYear))
  }
}
