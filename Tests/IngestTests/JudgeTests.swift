import Checks
import Extracts
import FlowTables
import FlytTesting
import Foundation
import Ingest
import ReleaseStore
import Testing

@Suite struct JudgeTests {
  /// The real page of 2011, changed.
  struct Page: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var name = "county-flows-2011-en.txt"
    var change: @Sendable (String) -> String = { $0 }
    /// What the first finding must be, and what its message must say.
    let code: Finding.Code
    let says: [String]
    /// Further findings that must follow.
    var also: [Finding.Code] = []
  }

  static let refused: [Page] = [
    Page(
      testDescription: "empty", change: { _ in "" }, code: .truncated,
      says: ["empty. Take the extract again."]),
    Page(
      testDescription: "binary", change: { "\u{0}\u{1}" + $0 }, code: .notText,
      says: [":1: not text (control byte 0). Save the page as plain text."]),
    Page(
      testDescription: "an HTML page", change: { _ in "<!DOCTYPE html><title>404</title>" },
      code: .unrecognised,
      says: ["neither the title nor the places of any known dataset (ssb-13864-county, "]),
    Page(
      testDescription: "another publisher's table", change: { _ in "Births by month. 2011\nJanuary 12 13\n" },
      code: .unrecognised, says: ["neither the title nor the places of any known dataset (ssb-13864-county, "]
    ),
    Page(
      testDescription: "cut after the first block", change: { upTo("Total 29", in: $0) }, code: .halfTable,
      says: [
        "231 of 441: columns 11, 12, 14, 15, 16, 17, 18, 19, 20, abroad are missing",
        "drop the whole table",
      ]),
    Page(
      testDescription: "cut before the second block's headings",
      change: { upTo("To county\n\n11 \nRogaland", in: $0) }, code: .truncated,
      says: [
        "line 101, column 1: 8 rows from here on have no column headings. The extract seems cut; take it again."
      ]),
    Page(
      testDescription: "a digit changed", change: { $0.replacing("13\u{A0}813", with: "13\u{A0}873") },
      code: .suspectCell,
      says: [
        "suspect 03->02: read 13 873; 13 813 satisfies row 03 and column 02 (line 11, column 22); one digit changed."
      ],
      also: [.rowSum, .columnSum]),
    Page(
      testDescription: "a digit of a sum changed",
      change: { $0.replacing("38\u{A0}633", with: "38\u{A0}638") },
      code: .suspectTotal, says: ["suspect the printed sum 03->total: read 38 638; 38 633 satisfies"],
      also: [.rowSum, .grandTotal]),
    Page(
      testDescription: "a row missing", change: { without(line: "04 Hedmark 9", in: $0) }, code: .missingCell,
      says: ["row 04: 10 cells are missing, the first 04->01"]),
    Page(
      testDescription: "a row doubled", change: { doubling(line: "04 Hedmark 9", in: $0) },
      code: .duplicateCell,
      says: [
        "row 04: 10 cells stand 2 times (line 13, column 19 and line 14, column 19). Remove the one that"
      ]),
    Page(
      testDescription: "an unknown county", change: { $0.replacing("04 Hedmark", with: "04 Hedmrak") },
      code: .unknownPlace,
      says: ["line 13, column 1: '04 Hedmrak' is no place of ssb-county-flows in 2011. Is it 'Hedmark'?"]),
    Page(
      testDescription: "code and name that disagree",
      change: { $0.replacing("04 Hedmark 9", with: "05 Hedmark 9") },
      code: .labelConflict,
      says: ["line 13, column 1: code 05 is Oppland, but the name beside it is 'Hedmark' (04)."]),
    Page(
      testDescription: "no year", change: { $0.replacing("countries. 2011", with: "countries.") },
      code: .noYear,
      says: ["line 3, column 74: the title states no year. Was it cut?"]),
    Page(
      testDescription: "a far year", name: "page.txt",
      change: { $0.replacing("countries. 2011", with: "countries. 2199") },
      code: .yearImplausible, says: ["2199 is not a year from 1900 to 2100"]),
    Page(
      testDescription: "two years",
      change: {
        $0 + "\nMigration within and between counties and between counties and foreign countries. 2010\n"
      },
      code: .yearConflict,
      says: [
        "the extract states several reference years: 2011 on line 3", "2010 on line", "Part it by year.",
      ]),
    Page(
      testDescription: "an edition of the reference year itself", name: "tab-2011-05-11-02.txt",
      code: .yearConflict,
      says: ["the edition is dated 2011-05-11, but a table of 2011 cannot appear before 2012"]),
    Page(
      testDescription: "a negative figure", change: { $0.replacing(" 57 ", with: " -57 ") }, code: .notACount,
      says: ["01->09: '-57' is negative; persons are counted from 0 (line 7"], also: [.rowSum, .columnSum]),
    Page(
      testDescription: "a fraction", change: { $0.replacing(" 57 ", with: " 5.7 ") }, code: .notACount,
      says: ["01->09: '5.7' is not a whole number"]),
    Page(
      testDescription: "an overflowing figure",
      change: { $0.replacing(" 57 ", with: " 99999999999999999999 ") },
      code: .notACount, says: ["is larger than any count of persons"]),
    Page(
      testDescription: "a figure in an empty pair",
      change: { $0.replacing("13\u{A0}813 . ", with: "13\u{A0}813 7 ") },
      code: .figureInEmptyPair, says: ["03->03: 7 stands where the dataset can have no figure (line 11"]),
    Page(
      testDescription: "plain blanks alone, and a changed digit",
      change: { plain($0).replacing("02 Akershus 35 528 ", with: "02 Akershus 35 523 ") },
      code: .ambiguousGrouping,
      says: [
        "the blank between thousands and the blank between columns look the same, and no reading satisfies every sum",
        "line 9",
        "the figures from 02 come closest, 5 over their total. Look there for a wrong or lost figure.",
        "Take a copy that keeps the no-break spaces.",
      ]),
  ]

  @Test(arguments: refused) func `is refused with its cause first`(_ page: Page) throws {
    let findings = try findings(on: page)
    let first = try #require(findings.first { $0.severity == .error })
    #expect(first.code == page.code, "\(findings.map(\.message))")
    for text in page.says {
      #expect(
        findings.contains { $0.code == page.code && $0.message.contains(text) },
        "\(findings.prefix(4).map(\.message))")
    }
    for code in page.also { #expect(findings.contains { $0.code == code }) }
  }

  @Test func `a name with another year only warns`() throws {
    let table = try believed(Fixtures.bytes("ssb/county-flows-2011-en.txt"), name: "flows-2010.txt")
    #expect(table.warnings.map(\.code) == [.yearConflict])
    #expect(
      table.warnings[0].message == "the name 'flows-2010.txt' says 2010, the table 2011. The table counts.")
  }

  @Test func `plain blanks alone are parted by the sums`() throws {
    let real = try Fixtures.bytes("ssb/county-flows-2011-en.txt")
    let text = plain(String(decoding: real, as: UTF8.self))
    let name = "county-flows-2011-en.txt"
    let (read, right) = (try believed(Array(text.utf8), name: name), try believed(real, name: name))
    #expect(read.cells.map(\.flow) == right.cells.map(\.flow))
    #expect(read.cells.map(\.value) == right.cells.map(\.value))
    // Every figure stands where its first group stands; pads are gone, lines are not.
    #expect(read.cells.map(\.at.line) == right.cells.map(\.at.line))
    #expect(read.proof == right.proof)
  }

  @Test func `blanks for no-break spaces are read where the pads part the figures`() throws {
    let real = try Fixtures.bytes("ssb/county-flows-2011-en.txt")
    let text = String(decoding: real, as: UTF8.self).replacing("\u{A0}", with: " ")
    let name = "county-flows-2011-en.txt"
    let (read, right) = (try believed(Array(text.utf8), name: name), try believed(real, name: name))
    #expect(read.cells == right.cells)
    #expect(read.proof == right.proof)
  }

  @Test func `the real page of 2011 is read and proven`() throws {
    let table = try believed(Fixtures.bytes("ssb/county-flows-2011-en.txt"), name: "county-flows-2011-en.txt")
    #expect(table.cells.count == 400)
    #expect(table.total == 338_325)
    #expect(table.proof == [.rows, .columns, .total, .year])
    #expect(table.warnings.isEmpty)
    #expect(cell("03", "02", of: table)?.value == .persons(13_813))
    #expect(cell("02", "03", of: table)?.value == .persons(9_844))
    #expect(cell("abroad", "03", of: table)?.value == .persons(18_744))
    #expect(cell("03", "03", of: table)?.value == .absent(.notApplicable))
    #expect(cell("03", "03", of: table)?.mark == ".")
    #expect(cell("abroad", "abroad", of: table)?.value == .absent(.notApplicable))
  }

  private func findings(on page: Page) throws -> [Finding] {
    let text = String(decoding: try Fixtures.bytes("ssb/county-flows-2011-en.txt"), as: UTF8.self)
    let changed = page.change(text)
    switch try judged(Array(changed.utf8), name: page.name) {
    case .refused(_, _, let findings): return findings
    case .held(let part): return part.findings
    case .believed, .joined, .covered, .witness:
      Issue.record("believed")
      return []
    }
  }

  private func judged(_ bytes: [UInt8], name: String) throws -> Verdict {
    let extract = Extract(name: name, bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 1_790_000_000))
    return try #require(Judge(Fixtures.shippedDatasets()).verdicts(on: extract).first)
  }

  private func believed(_ bytes: [UInt8], name: String) throws -> CheckedTable {
    let verdict = try judged(bytes, name: name)
    let table: CheckedTable? = if case .believed(let table) = verdict { table } else { nil }
    return try #require(table)
  }

  private func cell(_ from: String, _ to: String, of table: CheckedTable) -> CheckedCell? {
    table.cells.first { $0.flow == Flow(from: Place(code: from), to: Place(code: to)) }
  }
}

private func upTo(_ marker: String, in text: String) -> String {
  text.ranges(of: marker).first.map { String(text[..<$0.lowerBound]) } ?? text
}

private func without(line start: String, in text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix(start) }
    .joined(separator: "\n")
}

private func doubling(line start: String, in text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false)
    .flatMap { $0.hasPrefix(start) ? [$0, $0] : [$0] }.joined(separator: "\n")
}

/// A page's text without no-break spaces and pads: single blanks only.
private func plain(_ text: String) -> String {
  text.replacing(" \u{A0}", with: " ").replacing("\u{A0}", with: " ")
}
