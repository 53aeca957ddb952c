import Checks
import Extracts
import FlowTables
import FlytTesting
import Foundation
import Ingest
import ReleaseStore
import Testing

/// Real files: read, or refused for the right reason.
@Suite struct PublishedFileTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let path: String
    /// What becomes of each table: dataset, year and proof, or the first finding's code and a piece of its message.
    let outcomes: [String]
    var testDescription: String { path }
  }

  @Test(
    .enabled(if: Fixtures.hasPublishedFiles, "FLYT_FORMATS names no folder of published files"),
    arguments: [
      Example(
        path: "other-countries/uar_1960_governorates.csv",
        outcomes: ["uar-governorates-1960 1960 rows, columns, total, year"]),
      Example(
        path: "csv/ssb_11616_pxweb_export_latin1.csv", outcomes: ["unrecognised: neither the title nor"]),
      Example(path: "xlsx/ssb_13135.xlsx", outcomes: ["unrecognised: neither the title nor"]),
      Example(path: "jsonstat/rjstat_galicia.json", outcomes: ["unrecognised: neither the title nor"]),
      Example(
        path: "jsonstat/ssb_05300_v1_sparse_status.json", outcomes: ["unrecognised: neither the title nor"]),
      Example(path: "jsonstat/ssb_11118_v2_data.json", outcomes: ["unrecognised: neither the title nor"]),
      Example(
        path: "jsonstat/ssb_13861_data_pxwebapi_v1.json", outcomes: ["unrecognised: neither the title nor"]),
      Example(path: "px/bad_errorValues.px", outcomes: ["malformed: 18:24: 'w' where VALUES has"]),
      Example(path: "px/bad_missingData.px", outcomes: ["truncated: there is no DATA"]),
      Example(path: "px/pxR_example5.px", outcomes: ["unrecognised: neither the title nor"]),
      Example(path: "px/pxwebapi_tab4_fewcells.px", outcomes: ["unrecognised: neither the title nor"]),
      Example(path: "px/pyaxis_14001.px", outcomes: ["unrecognised: neither the title nor"]),
      Example(path: "px/scb_datasymbols.px", outcomes: ["unrecognised: neither the title nor"]),
      Example(path: "px/scb_keys_symbols_notes.px", outcomes: ["unrecognised: neither the title nor"]),
      Example(path: "api/ssb_11118_v2_metadata.json", outcomes: ["unsupported: a StatBank metadata answer"]),
      Example(
        path: "api/ssb_13861_v1_metadata_get.json", outcomes: ["unsupported: a StatBank metadata answer"]),
      Example(path: "api/ssb_config_v2_2025.json", outcomes: ["unsupported: JSON, but not JSON-stat"]),
      Example(path: "api/scb_codelist_agg_v2.json", outcomes: ["unsupported: JSON, but not JSON-stat"]),
    ])
  func `other publishers' files`(example: Example) throws {
    try expect(example, bytes: Fixtures.published(example.path))
  }

  @Test(arguments: [
    Example(path: "county-flows-2011-en.txt", outcomes: ["ssb-county-flows 2011 rows, columns, total, year"]),
    Example(
      path: "region-flows-2000-2001-2003-2004.csv",
      outcomes: [2000, 2001, 2003, 2004].map { "ssb-region-flows \($0) rows, columns, total, year" }),
    Example(path: "county-flows-2001-first-block.csv", outcomes: ["half-table: 231 of 441: columns"]),
    Example(path: "county-flows-2008-first-block.csv", outcomes: ["half-table: 231 of 441: columns"]),
    Example(path: "county-net-2001.csv", outcomes: ["ssb-county-net 2001 124 statements"]),
    Example(path: "region-net-2003.csv", outcomes: ["ssb-region-net 2003 28 statements"]),
    Example(
      path: "county-immigration-emigration-2008.csv",
      outcomes: ["ssb-county-immigration-emigration 2008 40 statements"]),
    Example(
      path: "county-in-out-net-2014-2017.csv",
      outcomes: [2014, 2017].map { "ssb-county-in-out-net \($0) 179 statements" }),
  ])
  func `Statistics Norway's files`(example: Example) throws {
    try expect(example, bytes: Fixtures.bytes("ssb/\(example.path)"))
  }

  private func expect(_ example: Example, bytes: [UInt8]) throws {
    let extract = Extract(name: example.path, bytes: bytes, retrievedAt: FormTests.now)
    let verdicts = try Judge.shipped().verdicts(on: extract)
    #expect(verdicts.count == example.outcomes.count)
    for (verdict, outcome) in zip(verdicts, example.outcomes) {
      switch verdict {
      case .believed(let table):
        #expect(
          "\(table.dataset.id) \(table.referenceYear) \(table.proof.map(\.rawValue).joined(separator: ", "))"
            == outcome)
      case .witness(let companion):
        #expect(
          "\(companion.definition.id) \(companion.referenceYear) \(companion.statements.count) statements"
            == outcome)
      case .joined, .covered: Issue.record("nothing is stored that could be placed beside")
      case .held(let part): expect(part.findings, toSay: outcome)
      case .refused(_, _, let findings): expect(findings, toSay: outcome)
      }
    }
  }

  private func expect(_ findings: [Finding], toSay outcome: String) {
    let parts = outcome.split(separator: ": ", maxSplits: 1).map(String.init)
    #expect(
      findings.contains { $0.code.rawValue == parts.first && $0.message.contains(parts.last ?? "") },
      "\(findings.map { "\($0.code.rawValue): \($0.message)" })")
  }
}
