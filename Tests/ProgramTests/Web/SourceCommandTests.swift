import FlytTesting
import Foundation
import Testing

/// What operators ask of sources by hand.
@Suite struct SourceCommandTests {
  @Test func `poll looks once, and asks the daemon that has the store`() throws {
    let page = try Pages.real()
    let web = try WebStation { _ in reply(200, page) }
    let answer = try web.station.flyt("poll", "pages", "--json")
    #expect(answer.status == 0)
    #expect(at(try answer.json(), "outcomes", 0, "outcome") == "new")
    #expect(at(try answer.json(), "outcomes", 0, "source") == "pages")
    let again = try web.station.flyt("poll", "pages")
    #expect(again.status == 0 && again.errors.text.contains("nothing new"))
    let misspelt = try web.station.flyt("poll", "page")
    #expect(misspelt.status == 66 && misspelt.errors.text.contains("Did you mean 'pages'?"))
    let daemon = try RunningDaemon(in: web.station)
    let asked = try web.station.flyt("poll", "pages")
    #expect(asked.status == 0 && asked.output.text.hasPrefix("pages is looked at now ("))
    #expect(try web.station.flyt("poll", "pages", "--socket", "nobody-there").status == 75)
    daemon.child.signal(SIGKILL)
    _ = try daemon.child.wait()
    let status = try web.station.status()
    #expect(try web.station.flyt("poll", "pages").status == 0)
    #expect(try web.station.status() == status, "what the daemon said last is not for others to change")
  }

  @Test func `what is switched off is not polled, but can be tried`() throws {
    let page = try Pages.real()
    let web = try WebStation(settings: "enabled = false") { _ in reply(200, page) }
    #expect(try web.station.flyt("poll", "pages").status == 78)
    let tried = try web.station.flyt("sources", "test", "pages")
    #expect(tried.status == 0)
    #expect(tried.output.text.contains("200, \(page.count) bytes, new"))
    #expect(tried.output.text.contains("believed; proven by"))
    #expect(tried.output.text.contains("338 325") || tried.output.text.contains("338325"))
    #expect(!FileManager.default.fileExists(atPath: web.station.path("flyt.db")))
    web.server.answer { _ in reply(503) }
    let failed = try web.station.flyt("sources", "test", "pages", "--json")
    #expect(failed.status == 74)
    #expect(at(try failed.json(), "error", "code") == "not-fetched")
  }

  @Test func `sources are listed with a daemon and without`() throws {
    let page = try Pages.real()
    let web = try WebStation { _ in reply(200, page) }
    let before = try web.station.flyt("sources")
    #expect(before.status == 0 && before.output.text.contains("not watched"))
    #expect(before.errors.text.contains("no daemon is running"))
    let daemon = try RunningDaemon(in: web.station)
    try daemon.expect("a look") { web.source($0)?["lastGoodLookAt"]?.text != nil }
    let during = try web.station.flyt("sources", "--json").json()
    #expect(at(during, "sources", 1, "name") == "pages" && at(during, "sources", 1, "state") == "ok")
    #expect(at(during, "sources", 1, "nextLookAt")?.text != nil)
    #expect(try daemon.stop().way == .exited(0))
    let after = try web.station.flyt("sources", "--json").json()
    #expect(at(after, "sources", 1, "state") == "not watched")
    #expect(at(after, "sources", 1, "lastGoodLookAt")?.text != nil)
  }

  @Test func `a source of an unknown dataset is told with the nearest name`() throws {
    let web = try WebStation(settings: "dataset = \"ssb-county-flow\"") { _ in reply(404) }
    let answer = try web.station.flyt("run", "--once")
    #expect(answer.status == 78)
    #expect(answer.errors.text.contains("Did you mean 'ssb-county-flows'?"))
  }

  @Test func `new addresses are taken over by a reload, and others go on`() throws {
    let page = try Pages.real()
    let web = try WebStation { _ in reply(404) }
    let other = try LoopbackServer { _ in reply(200, page) }
    let daemon = try RunningDaemon(in: web.station)
    try daemon.expect("a failing source") { web.source($0)?["state"] == "failing" }
    try web.station.writeSettings(others: WebStation.source("other", other.address()))
    daemon.child.signal(SIGHUP)
    try daemon.expect("the new source alone, with no problem left of the old") { status in
      at(status, "lastAccepted", "year") == 2011 && web.source(status) == nil
        && !RunningDaemon.problems(status).contains("source-failing")
    }
  }

  /// Definitions as they ship, and one more of a series that goes on and is expected on a day of its own.
  private func definitions(expecting month: Int, _ day: Int, in station: Station) throws -> String {
    let folder = station.path("datasets")
    try FileManager.default.copyItem(atPath: Fixtures.datasetsFolder, toPath: folder)
    let text = try String(contentsOfFile: "\(folder)/ssb-county-flows.toml", encoding: .utf8)
      .replacing("id = \"ssb-county-flows\"", with: "id = \"late-flows\"").replacing(
        "lastYear = 2011", with: ""
      )
      .replacing("month = 5, day = 11, graceDays = 30", with: "month = \(month), day = \(day), graceDays = 0")
    try Data(text.utf8).write(to: URL(filePath: "\(folder)/late-flows.toml"))
    return folder
  }

  @Test(arguments: [true, false])
  func `looks come more often around the day on which an edition is expected`(isSeason: Bool) throws {
    let web = try WebStation(
      "/{year}", every: "6h", settings: "years = \"2010-\"\ndataset = \"late-flows\"\n"
    ) { _ in reply(404) }
    // Today, or half a year away.
    let day = Date() + (isSeason ? 0 : 182 * 86_400)
    let parts = Calendar(identifier: .gregorian).dateComponents(in: .gmt, from: day)
    let folder = try definitions(expecting: parts.month ?? 1, parts.day ?? 1, in: web.station)
    let child = try web.station.start(["run"], with: ["FLYT_DATASETS": folder])
    var next: Date?
    try waiting(for: "a look", upTo: .seconds(30)) {
      guard let status = try? web.station.status(), let text = web.source(status)?["nextLookAt"]?.text else {
        return false
      }
      next = try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
      return next != nil
    }
    let hours = try #require(next).timeIntervalSinceNow / 3600
    #expect(isSeason ? hours > 0.8 && hours < 1.01 : hours > 5.3 && hours < 6.01, "\(hours)")
    child.signal(SIGTERM)
    #expect(try child.wait().way == .exited(0))
  }

  @Test func `lateness comes with the health of those who look`() throws {
    let web = try WebStation(
      "/{year}", settings: "years = \"2010-\"\ndataset = \"late-flows\"\n"
    ) { _ in reply(404) }
    let definitions = try definitions(expecting: 1, 1, in: web.station)
    let child = try web.station.start(["run"], with: ["FLYT_DATASETS": definitions])
    try waiting(for: "the late year", upTo: .seconds(30)) {
      guard let status = try? web.station.status() else { return false }
      let late = status["problems"]?.list.first { $0["code"] == "late" }?["text"]?.text ?? ""
      return late.contains("days overdue; source pages healthy, ") && late.hasSuffix("looks")
    }
    child.signal(SIGTERM)
    #expect(try child.wait().way == .exited(0))
  }
}
