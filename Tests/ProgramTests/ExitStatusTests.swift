import FlytTesting
import Foundation
import Testing

/// A command in a folder that holds a stored 2011, a damaged page, and things that are no store.
struct CommandCase: Sendable, CustomTestStringConvertible {
  let status: Int32
  /// The stable name that `--json` gives the failure; `nil` where something was done.
  let code: String?
  let arguments: [String]

  var testDescription: String { arguments.joined(separator: " ") }

  init(_ status: Int32, _ arguments: String, code: String? = nil) {
    (self.status, self.code) = (status, code)
    self.arguments = arguments.split(separator: " ").map(String.init)
  }
}

private let cases: [CommandCase] = [
  CommandCase(0, "ingest real.txt"),
  CommandCase(0, "ingest real.txt other-name.txt"),
  CommandCase(0, "ingest --dry-run new.txt"),
  CommandCase(0, "ingest --dry-run --explain new.txt"),
  CommandCase(0, "years"),
  CommandCase(0, "releases 2011"),
  CommandCase(0, "matrix 2011"),
  CommandCase(0, "matrix latest --from Oslo --to abroad"),
  CommandCase(0, "flow Oslo Akershus"),
  CommandCase(0, "flow Oslo Akershus --year 2001-2011"),
  CommandCase(0, "datasets"),
  CommandCase(0, "datasets ssb-county-flows"),
  CommandCase(0, "settings"),
  CommandCase(0, "settings --origin"),
  CommandCase(0, "settings check"),
  CommandCase(0, "extract 2e10fa"),
  CommandCase(2, "ingest new.txt damaged.txt"),
  CommandCase(64, "yeers", code: "usage"),
  CommandCase(64, "years --jsno", code: "usage"),
  CommandCase(64, "matrix", code: "usage"),
  CommandCase(64, "matrix 20111", code: "usage"),
  CommandCase(64, "matrix 2011 --vintage zero", code: "usage"),
  CommandCase(64, "ingest real.txt --released-on 2012-13-01", code: "usage"),
  CommandCase(64, "extract xyz", code: "usage"),
  CommandCase(64, "ingest --explain real.txt", code: "usage"),
  CommandCase(65, "ingest damaged.txt"),
  CommandCase(65, "ingest --dry-run damaged.txt"),
  CommandCase(65, "ingest empty.txt"),
  CommandCase(66, "ingest missing.txt", code: "no-such-file"),
  CommandCase(66, "ingest missing.txt real.txt", code: "no-such-file"),
  CommandCase(66, "ingest inbox", code: "not-a-file"),
  CommandCase(66, "matrix 2010", code: "no-such-year"),
  CommandCase(66, "releases 2010", code: "no-such-year"),
  CommandCase(66, "matrix 2011 --vintage r2", code: "no-such-vintage"),
  CommandCase(66, "flow Oslo Nowhere", code: "no-such-place"),
  CommandCase(66, "years --dataset ssb-county-flow", code: "no-such-dataset"),
  CommandCase(66, "ingest --dataset ssb-county-flow real.txt", code: "no-such-dataset"),
  CommandCase(66, "extract 0000", code: "no-such-extract"),
  CommandCase(66, "years --store missing.db", code: "no-store"),
  CommandCase(66, "status", code: "no-status-file"),
  CommandCase(66, "ingest real.txt --store nowhere/flyt.db", code: "no-folder"),
  CommandCase(74, "years --store real.txt", code: "store-unreadable"),
  CommandCase(74, "ingest real.txt --store damaged.txt", code: "store-unreadable"),
  CommandCase(74, "status --status real.txt", code: "status-file"),
  CommandCase(78, "years --config missing.toml", code: "settings"),
  CommandCase(78, "years --config real.txt", code: "settings"),
  CommandCase(78, "ingest real.txt --datasets missing", code: "settings"),
  CommandCase(78, "run --config no-source.toml", code: "settings"),
]

@Suite struct ExitStatusTests {
  private func station() throws -> Station {
    let station = try Station()
    try station.folder.write("real.txt", Pages.real())
    try station.folder.write("other-name.txt", Pages.real())
    try station.folder.write("new.txt", Pages.page(year: 2009))
    try station.folder.write("damaged.txt", Pages.damaged())
    try station.folder.write("empty.txt", [])
    try station.folder.write("no-source.toml", text: "[store]\npath = \"flyt.db\"\n")
    #expect(try station.flyt("ingest", "real.txt").status == 0)
    return station
  }

  /// Both ways of asking in one go, since a start costs more than the work.
  @Test(arguments: cases)
  func `a command ends with its status and says why in both languages`(_ command: CommandCase) throws {
    let station = try station()
    let forPeople = try station.start(command.arguments)
    #expect(try forPeople.wait().way == .exited(command.status), "\(forPeople.errors.text)")
    #expect(forPeople.output.isFreeOfControls && forPeople.errors.isFreeOfControls)
    if command.code != nil { #expect(forPeople.errors.text.hasPrefix("flyt: ")) }
    guard command.arguments != ["extract", "2e10fa"] else { return }

    // What was stored meanwhile is a sighting now, which is done as well.
    let forScripts = try station.start(command.arguments + ["--json"])
    #expect(try forScripts.wait().way == .exited(command.status))
    let document = try JSONValue(forScripts.output)
    #expect(at(document, "error", "code")?.text == command.code)
    if command.code != nil {
      #expect(document["error"]?.keys == ["code", "hint", "message"])
      #expect(forScripts.errors.text.isEmpty)
    }
  }

  @Test func `several datasets that fit want one to be named`() throws {
    let station = try Station()
    let original = try String(
      contentsOfFile: Fixtures.datasetsFolder + "/ssb-county-flows.toml", encoding: .utf8)
    try station.folder.write("datasets/one.toml", text: original)
    try station.folder.write(
      "datasets/two.toml", text: original.replacing("id = \"ssb-county-flows\"", with: "id = \"twin-flows\""))
    try station.folder.write("real.txt", Pages.real())
    let datasets = ["FLYT_DATASETS": station.path("datasets")]
    let undecided = try station.flyt("ingest", "real.txt", with: datasets)
    #expect(undecided.status == 64)
    #expect(undecided.output.text.contains("ssb-county-flows, twin-flows. Name one with --dataset."))
    for dataset in ["ssb-county-flows", "twin-flows"] {
      // Bytes that are stored already would only be seen again.
      try station.folder.write("\(dataset).txt", Pages.real() + Array("\(dataset)\n".utf8))
      #expect(try station.flyt("ingest", "\(dataset).txt", "--dataset", dataset, with: datasets).status == 0)
    }
    let question = try station.flyt("matrix", "2011", "--json")
    #expect(question.status == 64)
    #expect(at(try question.json(), "error", "code") == "several-datasets")
    #expect(try station.flyt("matrix", "2011", "--dataset", "twin-flows").status == 0)
  }

  @Test func `an interrupted ingest finishes the file in hand and says so`() throws {
    let station = try Station()
    try station.folder.write("real.txt", Pages.real())
    let pipe = station.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    // Held open by us, so that the program waits for more.
    let writer = open(pipe, O_RDWR | O_CLOEXEC)
    defer { close(writer) }
    let child = try station.start(["ingest", "--json", "-", "real.txt"], input: pipe)
    try waiting(for: "a program that catches Ctrl-C") { try catches(SIGINT, child.pid, as: ["SigCgt"]) }
    child.signal(SIGINT)
    let page = try Pages.page()
    #expect(write(writer, page, page.count) == page.count)
    try waiting(for: "an empty pipe") {
      var left: Int32 = 0
      return ioctl(writer, UInt(FIONREAD), &left) == 0 && left == 0
    }
    close(writer)
    #expect(try child.wait().way == .exited(130))
    #expect(at(try JSONValue(child.output), "outcomes")?.list.count == 1)
  }

  @Test func `output that cannot be written is an error, and a reader that has gone is none`() throws {
    let station = try station()
    let words = "\(Station.program) matrix 2011 --format csv"
    #expect(try station.flyt("-c", "\(words) >/dev/full", program: "/bin/sh").status == 74)
    let piped = try station.flyt(
      "-c", "set -o pipefail; \(words) | head -1; exit $?", program: "/bin/bash")
    #expect([0, 141].contains(piped.status))
    #expect(piped.output.text == "year,vintage,from,to,persons,symbol\n")
    #expect(piped.errors.text.isEmpty)
  }
}
