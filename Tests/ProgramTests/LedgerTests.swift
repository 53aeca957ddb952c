import FlytTesting
import Foundation
import Testing

/// What was known when, what changed, and whose doing it was, through the program's front door.
@Suite struct LedgerTests {
  private let station: Station

  init() throws { station = try Station() }

  private func ingest(_ bytes: [UInt8], as name: String, releasedOn date: String? = nil) throws {
    try station.folder.write(name, bytes)
    let child = try station.start(["ingest", name] + (date.map { ["--released-on", $0] } ?? []))
    #expect(try child.wait().way == .exited(0), "\(child.output.text)\(child.errors.text)")
  }

  /// Two editions of 2010, in which two flows differ.
  private func revise() throws {
    try ingest(Pages.page(), as: "first.txt", releasedOn: "2011-05-11")
    let changes = [Pages.flow("03", "02"): 12_345, Pages.flow("02", "03"): 67]
    try ingest(Pages.page(changing: changes), as: "second.txt", releasedOn: "2012-05-11")
  }

  @Test func `diff tells both figures, both totals and the cause`() throws {
    try revise()
    let answer = try station.flyt("diff", "2010", "--json")
    #expect(answer.status == 1)
    let diff = try answer.json()
    #expect([diff["dataset"], diff["year"]] == ["ssb-county-flows", 2010])
    #expect([at(diff, "from", "vintage"), at(diff, "to", "vintage")] == [1, 2])
    #expect(at(diff, "to", "cause") == "publisherRevision")
    let cells = diff["cells"]?.list ?? []
    #expect(cells.map { $0["from"] } == ["02", "03"])
    #expect(cells.map { $0["is"] } == [67, 12_345])
    #expect(diff["symbols"] == [])
    let text = try station.flyt("diff", "2010", "r1", "r2")
    #expect(text.status == 1)
    #expect(text.output.text.contains("2 figures and 0 symbols changed"))
    #expect(try station.flyt("diff", "2010", "r2", "r2").status == 0)
    #expect(try station.flyt("diff", "2010", "r1", "r7").status == 66)
    #expect(try station.flyt("diff", "2010", "--cause", "nobody").status == 64)
  }

  @Test func `a year with one vintage has nothing to compare`() throws {
    try ingest(Pages.page(), as: "first.txt")
    let answer = try station.flyt("diff", "2010")
    #expect(answer.status == 66)
    #expect(answer.errors.text.contains("has only r1"))
  }

  @Test func `our own mistakes can be left out of what changed`() throws {
    try revise()
    try ingest(
      Pages.page(changing: [Pages.flow("03", "02"): 12_345, Pages.flow("04", "05"): 8]), as: "third.txt",
      releasedOn: "2013-05-11")
    #expect(
      try station.flyt("cause", "2010", "r2", "parserFix", "--because", "we lost a row").status == 0)
    let all = try station.flyt("diff", "2010", "r1", "r3", "--json").json()["cells"]?.list ?? []
    #expect(all.map { $0["from"] } == ["03", "04"])
    // From r2 to r3 the publisher took back one figure and gave another.
    let theirs = try station.flyt("diff", "2010", "r1", "r3", "--cause", "publisher", "--json").json()
    #expect((theirs["cells"]?.list ?? []).map { $0["from"] } == ["02", "04"])
    // Backwards the same steps are undone.
    let back = try station.flyt("diff", "2010", "r3", "r1", "--cause", "publisher", "--json").json()
    #expect((back["cells"]?.list ?? []).map { $0["from"] } == ["02", "04"])
    #expect(back["cells"]?.list.map { $0["was"] } == theirs["cells"]?.list.map { $0["is"] })
    let ours = try station.flyt("diff", "2010", "r1", "r3", "--cause", "ours", "--json").json()
    #expect((ours["cells"]?.list ?? []).map { $0["from"] } == ["02", "03"])
    let releases = try station.flyt("releases", "2010", "--json").json()["releases"]?.list ?? []
    #expect(releases.map { $0["cause"] } == ["first", "parserFix", "publisherRevision"])
    #expect(at(releases[1], "causeCorrection", "was") == "publisherRevision")
    #expect(try station.flyt("cause", "2010", "r9", "parserFix", "--because", "no").status == 66)
    #expect(try station.flyt("cause", "2010", "r1", "parserFix", "--because", " ").status == 64)
  }

  @Test func `two clocks answer, and say where one stands in for the other`() throws {
    try revise()
    try ingest(Pages.page(year: 2009), as: "undated.txt")
    let flow = { (options: String...) in
      let child = try station.start(["flow", "Oslo", "Akershus", "--year", "2010", "--json"] + options)
      _ = try child.wait()
      return try JSONValue(child.output)
    }
    #expect(at(try flow("--published-by", "2011-12-31"), "figures", 0, "vintage") == 1)
    #expect(at(try flow("--published-by", "2012-05-11"), "figures", 0, "vintage") == 2)
    let late = at(try flow("--published-by", "2011-12-31"), "notes", 0)?.text ?? ""
    #expect(late.contains("published on 2011-05-11, but not known here before "))
    #expect(at(try flow("--published-by", "2010-12-31"), "error", "code") == "not-yet")
    #expect(at(try flow("--as-of", "2012-12-31"), "error", "code") == "not-yet")
    let early = try station.flyt("flow", "Oslo", "Akershus", "--year", "2010", "--as-of", "2012-12-31")
    #expect(early.status == 66)
    #expect(early.errors.text.contains("not known here before "))
    #expect(at(try flow("--as-of", "2100-01-01T00:00:00Z"), "figures", 0, "vintage") == 2)
    let unseen = try station.flyt("matrix", "2010", "--vintage", "r2", "--published-by", "2011-12-31")
    #expect(unseen.status == 66)
    let undated = try station.flyt("matrix", "2009", "--published-by", "2100-01-01")
    #expect(undated.status == 0)
    #expect(undated.errors.text.contains("the publisher's date is unknown; ours, "))
    #expect(try station.flyt("matrix", "2009", "--published-by", "2011-12-31").status == 66)
    #expect(
      try station.flyt("years", "--published-by", "2011-12-31", "--json").json()["years"]?.list.count == 1)
    #expect(try station.flyt("flow", "Oslo", "Akershus", "--as-of", "yesterday").status == 64)
  }

  @Test func `looks say for how long a year has been the same`() throws {
    #expect(try station.flyt("run", "--once").status == 0)
    try ingest(Pages.real(), as: "real.txt", releasedOn: "2012-05-11")
    try ingest(Pages.real(), as: "real.txt")
    let looks = try station.flyt("looks", "--json").json()
    #expect(at(looks, "years", 0, "sameSince") == "2012-05-11")
    #expect(at(looks, "years", 0, "looks") == 2)
    #expect(at(looks, "looks", 0, "source") == "inbox")
    let text = try station.flyt("looks").output.text
    #expect(text.contains("ssb-county-flows 2011 r1: same since 2012-05-11, last confirmed "))
    #expect(text.contains(", 2 looks\n"))
    let unknown = try station.flyt("looks", "inbex")
    #expect(unknown.status == 66)
    #expect(unknown.errors.text.contains("Did you mean 'inbox'?"))
  }

  @Test func `every figure can name its origin`() throws {
    try ingest(Pages.real(), as: "real.txt", releasedOn: "2012-05-11")
    let sha256 = "2e10fa728f1cc8a504cf33b3bdb79e268849a3cc0ae1703af68b1fb413f749c7"
    let csv = try station.flyt("flow", "Oslo", "Akershus", "--cite", "--format", "csv").output.text
    #expect(
      csv == """
        year,vintage,from,to,persons,symbol,dataset,releasedOn,sha256,line,column,cell
        2011,1,03,02,13813,,ssb-county-flows,2012-05-11,\(sha256),11,22,

        """)
    let matrix = try station.flyt("matrix", "2011", "--from", "Oslo", "--to", "Akershus", "--cite")
    #expect(matrix.output.text.contains("from \\ to     02\n03         11:22\n"), "\(matrix.output.text)")
    #expect(matrix.output.text.contains("ssb-county-flows 2011 r1, released 2012-05-11."))
    #expect(matrix.output.text.contains("SHA-256 \(sha256) (real.txt)"))
    let cell = at(try station.flyt("matrix", "2011", "--cite", "--json").json(), "cells", 41)
    #expect([cell?["from"], cell?["to"], cell?["line"], cell?["column"]] == ["03", "02", 11, 22])
    #expect(at(try #require(cell), "extract", "sha256")?.text == sha256)
  }
}
