import FlytTesting
import Foundation
import Testing

/// The JSON that scripts rely on, by its keys and the kinds of its values.
@Suite struct DocumentsForScriptsTests {
  private let station: Station
  private let digest = "2e10fa728f1cc8a504cf33b3bdb79e268849a3cc0ae1703af68b1fb413f749c7"

  init() throws { station = try Station() }

  private func ingestReal() throws -> JSONValue {
    try station.folder.write("real.txt", Pages.real())
    return try station.flyt("ingest", "real.txt", "--json").json()
  }

  @Test func `ingest tells what became of each table`() throws {
    let outcome = try #require(at(try ingestReal(), "outcomes", 0))
    #expect(
      outcome.keys == [
        "extract", "source", "dataset", "year", "outcome", "vintage", "cellsChanged", "proof", "findings",
        "quarantine", "witnesses", "changes",
      ])
    #expect(outcome["extract"]?.keys == ["name", "sha256", "bytes"])
    #expect(at(outcome, "extract", "sha256")?.text == digest)
    #expect(at(outcome, "extract", "bytes") == 3800)
    #expect([outcome["dataset"], outcome["year"]] == ["ssb-county-flows", 2011])
    #expect([outcome["outcome"], outcome["vintage"], outcome["source"]] == ["new", 1, .null])
    #expect(outcome["proof"] == ["rows", "columns", "total"])
    #expect(outcome["findings"] == [])
    #expect(outcome["quarantine"] == .null)
  }

  @Test func `a refusal names the cell and both figures`() throws {
    try station.folder.write("damaged.txt", Pages.damaged())
    let report = try station.flyt("ingest", "damaged.txt", "--json").json()
    let outcome = try #require(at(report, "outcomes", 0))
    #expect(outcome["outcome"] == "refused")
    #expect(outcome["quarantine"] == "1")
    let findings = outcome["findings"]?.list ?? []
    for finding in findings {
      #expect(
        finding.keys == [
          "code", "severity", "message", "from", "to", "expected", "found", "line", "column", "cell",
        ])
    }
    let row = try #require(findings.first { $0["code"] == "row-sum" })
    #expect([row["from"], row["to"]] == ["03", "total"])
    #expect([row["expected"], row["found"]] == [38_633, 38_634])
    let column = try #require(findings.first { $0["code"] == "column-sum" })
    #expect([column["from"], column["to"]] == ["total", "02"])
    let suspect = try #require(findings.first { $0["code"] == "suspect-cell" })
    #expect([suspect["from"], suspect["to"]] == ["03", "02"])
    #expect([suspect["line"], suspect["column"]] == [11, 22])
  }

  @Test func `years and releases tell what is stored`() throws {
    _ = try ingestReal()
    let year = try #require(at(try station.flyt("years", "--json").json(), "years", 0))
    #expect(year.keys == ["dataset", "year", "vintages", "latest"])
    #expect(year["latest"]?.keys == ["vintage", "recordedAt", "releasedOn", "total"])
    #expect([year["year"], year["vintages"], at(year, "latest", "total")] == [2011, 1, 338_325])
    let release = try #require(at(try station.flyt("releases", "2011", "--json").json(), "releases", 0))
    #expect(
      release.keys.isSuperset(of: [
        "dataset", "year", "vintage", "cause", "proof", "recordedAt", "releasedOn", "extracts",
      ]))
    #expect(at(release, "extracts", 0)?.keys == ["sha256", "name"])
    #expect(isTime(release["recordedAt"]))
  }

  @Test func `matrix and flow tell the figures`() throws {
    _ = try ingestReal()
    let matrix = try station.flyt("matrix", "2011", "--json").json()
    #expect(
      matrix.keys.isSuperset(of: [
        "dataset", "year", "vintage", "recordedAt", "releasedOn", "extracts", "places", "cells", "total",
      ]))
    #expect(at(matrix, "places")?.list.count == 20)
    #expect(at(matrix, "places", 0, "code") == "01")
    #expect(at(matrix, "places", 19, "names", "no") == "Utlandet")
    #expect(at(matrix, "places", 19, "names", "en") == "Abroad")
    #expect(at(matrix, "cells", 0)?.keys == ["from", "to", "persons", "symbol"])
    let flow = try station.flyt("flow", "abroad", "Oslo", "--json").json()
    #expect(flow.keys == ["dataset", "figures", "notes"])
    #expect(at(flow, "figures", 0)?.keys == ["year", "vintage", "from", "to", "persons", "symbol"])
    #expect(at(flow, "figures", 0, "persons") == 18_744)
  }

  @Test func `datasets, settings and extract tell what they are`() throws {
    _ = try ingestReal()
    let datasets = at(try station.flyt("datasets", "--json").json(), "datasets")?.list ?? []
    #expect(datasets.first { $0["id"] == "ssb-county-flows" }?["stored"] == true)
    #expect(datasets.first { $0["id"] == "ssb-region-flows" }?["stored"] == false)
    let settings = at(try station.flyt("settings", "--json").json(), "settings")?.list ?? []
    let store = try #require(settings.first { $0["key"] == "store.path" })
    #expect(store["value"]?.text == station.path("flyt.db"))
    #expect(store["origin"]?.text == "\(station.path("flyt.toml")): store.path")
    let extract = try station.flyt("extract", "2e10", "--json").json()
    #expect([extract["bytes"], extract["name"], extract["whole"]] == [3800, "real.txt", true])
  }

  @Test func `one look at every source tells the same as ingest`() throws {
    try station.drop(Pages.real(), as: "real.txt")
    try station.drop(Pages.damaged(), as: "damaged.txt")
    let answer = try station.flyt("run", "--once", "--json")
    #expect(answer.status == 2)
    let outcomes = at(try answer.json(), "outcomes")?.list ?? []
    #expect(Set(outcomes.compactMap { $0["outcome"]?.text }) == ["new", "refused"])
    #expect(outcomes.allSatisfy { $0["source"] == "inbox" })
  }

  @Test func `the status has every key of the published form`() throws {
    #expect(try station.flyt("run", "--once").status == 0)
    let status = try station.flyt("status", "--json").json()
    #expect(
      status.keys == [
        "schema", "generatedAt", "validUntil", "state", "summary", "daemon", "sources", "store", "datasets",
        "quarantine", "lastAccepted", "lastRefused", "problems",
      ])
    #expect([status["schema"], status["state"]] == [1, "stopped"])
    #expect(status["daemon"]?.keys == ["version", "pid", "startedAt", "paused", "settingsSha256"])
    #expect(
      at(status, "sources", 0)?.keys == [
        "name", "kind", "state", "lastLookAt", "lastGoodLookAt", "nextLookAt", "lastNewAt",
        "consecutiveFailures", "error",
      ])
    #expect(status["store"]?.keys == ["path", "bytes", "schema", "extracts", "releases", "looks"])
    #expect(
      at(status, "datasets", 0)?.keys == [
        "id", "newestYear", "vintage", "expectedYear", "dueOn", "overdueDays", "missingYears",
      ])
    #expect(status["quarantine"]?.keys == ["count", "oldestAt"])
    #expect(isTime(status["generatedAt"]) && isTime(status["validUntil"]))
  }
}

/// RFC 3339 in UTC.
private func isTime(_ value: JSONValue?) -> Bool {
  value?.text?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/) != nil
}
