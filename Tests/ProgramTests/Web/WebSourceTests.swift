import FlytTesting
import Foundation
import Synchronization
import Testing

/// The real program in front of servers that change, lie and fall silent.
@Suite struct WebSourceTests {
  @Test func `a page is stored once and asked about politely, also after a restart`() throws {
    let page = try Pages.real()
    let web = try WebStation { request in
      request.headers["if-none-match"] == "\"v1\""
        ? reply(304, headers: ["ETag": "\"v1\""]) : reply(200, page, headers: ["ETag": "\"v1\""])
    }
    let daemon = try RunningDaemon(in: web.station)
    try daemon.expect("the page") { at($0, "lastAccepted", "year") == 2011 }
    try web.expectRequests(5)
    #expect(try daemon.stop().way == .exited(0))
    let second = try RunningDaemon(in: web.station)
    try web.expectRequests(3)
    try second.expect("a healthy source") { web.source($0)?["state"] == "ok" }
    #expect(web.server.requests.filter { $0.headers["if-none-match"] == nil }.count == 1)
    #expect(web.server.requests.first?.headers["user-agent"]?.hasSuffix(" (ops@example.org)") == true)
    #expect(try web.vintages() == "2011 r1")
    #expect(try web.station.sqlite("SELECT count(*) FROM extract") == "1")
    #expect(try web.station.sqlite("SELECT count(*) FROM attempt") == "1")
    #expect(try second.stop().way == .exited(0))
    // Months of looks are a handful of rows.
    #expect(try Int(web.station.sqlite("SELECT count(*) FROM look WHERE source = 'pages'")) ?? 99 <= 4)
    // A look that a stop breaks off is none.
    let looks = try Int(web.station.sqlite("SELECT sum(count) FROM look WHERE source = 'pages'")) ?? 0
    #expect((0...2).contains(web.server.requests.count - looks))
  }

  @Test func `another name for the same bytes is no edition`() throws {
    let page = try Pages.real()
    let count = Counter()
    let web = try WebStation { _ in reply(200, page, headers: ["ETag": "\"v\(count.next())\""]) }
    let daemon = try RunningDaemon(in: web.station)
    try web.expectRequests(5)
    #expect(try daemon.stop().way == .exited(0))
    #expect(try web.vintages() == "2011 r1")
    #expect(try web.station.sqlite("SELECT count(*) FROM sighting") == "0")
    #expect(try web.station.sqlite("SELECT count(*) FROM attempt") == "1")
  }

  @Test func `a change under the old name is not lost with the read that failed`() throws {
    let (first, second) = (try Pages.page(), try Pages.page(changing: [Pages.flow("01", "02"): 7]))
    let phase = Counter()
    let web = try WebStation { request in
      if request.headers["if-none-match"] == "\"same\"", phase.value != 1 {
        return reply(304, headers: ["ETag": "\"same\""])
      }
      switch phase.value {
      case 0: return reply(200, first, headers: ["ETag": "\"same\""])
      case 1:
        _ = phase.next()
        return raw(
          "HTTP/1.1 200 OK\nETag: \"same\"\nContent-Length: \(second.count)", second.prefix(second.count / 2))
      default: return reply(200, second, headers: ["ETag": "\"same\""])
      }
    }
    let daemon = try RunningDaemon(in: web.station)
    try daemon.expect("the first edition") { at($0, "store", "releases") == 1 }
    try web.expectRequests(2)
    _ = phase.next()
    try daemon.expect("the second edition") { at($0, "store", "releases") == 2 }
    #expect(try web.vintages() == "2010 r1, 2010 r2")
  }

  @Test func `an address says what holds now, also what held before`() throws {
    let (first, second) = (try Pages.page(), try Pages.page(changing: [Pages.flow("01", "02"): 7]))
    let phase = Counter()
    let web = try WebStation { _ in reply(200, phase.value == 1 ? second : first) }
    let daemon = try RunningDaemon(in: web.station)
    for (index, vintages) in ["2010 r1", "2010 r1, 2010 r2", "2010 r1, 2010 r2, 2010 r3"].enumerated() {
      try daemon.expect(vintages) { at($0, "store", "releases") == .number(Double(index + 1)) }
      #expect(try web.vintages() == vintages)
      try web.expectRequests(2)
      _ = phase.next()
    }
    #expect(try daemon.stop().way == .exited(0))
    let releases = try web.station.flyt("releases", "2010", "--json").json()
    #expect(at(releases, "releases", 2, "cause") == "publisherRevision")
    #expect(try web.station.sqlite("SELECT count(*) FROM outcome WHERE findings LIKE '%returns-to%'") == "1")
    #expect(try web.station.flyt("verify").status == 0)
    #expect(try web.station.flyt("replay", "--verify").status == 0)
  }

  @Test func `a year that is not out yet is no failure, and is taken when it comes`() throws {
    let pages = try [2009: Pages.page(year: 2009), 2010: Pages.page(year: 2010), 2011: Pages.real()]
    let phase = Counter()
    let web = try WebStation("/flytting/{year}", settings: WebStation.years("2009-2011")) { request in
      let year = Int(request.target.suffix(4)) ?? 0
      return year < 2010 + phase.value ? reply(200, pages[year] ?? []) : reply(404)
    }
    let daemon = try RunningDaemon(in: web.station)
    try daemon.expect("2009") { at($0, "store", "releases") == 1 }
    try daemon.expect("health") { web.source($0)?["state"] == "ok" && web.source($0)?["error"] == .null }
    _ = phase.next()
    try daemon.expect("2010") { at($0, "store", "releases") == 2 }
    _ = phase.next()
    try daemon.expect("2011") { at($0, "store", "releases") == 3 }
    #expect(try web.vintages() == "2009 r1, 2010 r1, 2011 r1")
    #expect(try daemon.stop().way == .exited(0))
    // Each year has looks of its own, so that a planner knows how long a figure has been confirmed.
    #expect(
      try web.station.sqlite(
        "SELECT group_concat(DISTINCT referenceYear) FROM look WHERE source = 'pages' ORDER BY 1"
      )
      .split(separator: ",").sorted() == ["2009", "2010", "2011"])
    #expect(try web.station.flyt("looks", "pages").output.text.contains("not out yet"))
  }

  @Test func `a body without framing counts where its sums prove it`() throws {
    let page = try Pages.real()
    let web = try WebStation { _ in raw("HTTP/1.1 200 OK", page) }
    let answer = try web.station.flyt("run", "--once", "--json")
    #expect(answer.status == 0)
    #expect(try web.vintages() == "2011 r1")
    let csv = try Pages.csvWithoutSums()
    let other = try WebStation { _ in raw("HTTP/1.1 200 OK", csv) }
    let refused = try other.station.flyt("run", "--once", "--json")
    #expect(refused.status == 74)
    #expect(refused.output.text.contains("no sums show that it is whole"))
    #expect(
      try other.station.sqlite(
        "SELECT (SELECT count(*) FROM release), (SELECT count(*) FROM quarantine), (SELECT count(*) FROM extract)"
      )
        == "0|0|0")
    // With its length the same bytes are believed as far as they go.
    other.server.answer { _ in reply(200, csv) }
    #expect(try other.station.flyt("run", "--once").status == 0)
    #expect(try other.vintages() == "2011 r1")
  }

  private struct Nonsense: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let says: String
    let steps: @Sendable () throws -> [LoopbackServer.Step]
  }

  private static let nonsense: [Nonsense] = [
    Nonsense(testDescription: "a login page", says: "asks for a password") {
      reply(200, "<!DOCTYPE html><html><form><input type=\"password\"></form></html>".utf8)
    },
    Nonsense(testDescription: "an error page with status 200", says: "Under maintenance") {
      reply(200, "<html><title>Under maintenance</title><p>Come back later.</html>".utf8)
    },
    Nonsense(testDescription: "an error of PxWeb in JSON", says: "Too many values selected") {
      reply(
        200, "{\"error\":\"Too many values selected\"}".utf8, headers: ["Content-Type": "application/json"])
    },
    Nonsense(testDescription: "nothing", says: "answered with nothing") { reply(200) },
    Nonsense(testDescription: "gzip cut in half, its length right", says: "can't be unpacked") {
      let bytes = try gzip(Pages.real())
      return reply(200, bytes.prefix(bytes.count / 2), headers: ["Content-Encoding": "gzip"])
    },
    Nonsense(testDescription: "a gzip bomb", says: "can't be unpacked") {
      reply(200, gzip(zeros: 300 << 20), headers: ["Content-Encoding": "gzip"])
    },
    Nonsense(testDescription: "a server error", says: "status 500") { reply(500, "oops".utf8) },
    Nonsense(testDescription: "a place that is gone", says: "status 410") { reply(410) },
  ]

  @Test(arguments: nonsense)
  private func `what is no data is a failed look, and changes nothing`(_ example: Nonsense) throws {
    let steps = try example.steps()
    let web = try WebStation { _ in steps }
    let answer = try web.station.flyt("run", "--once", "--json")
    #expect(answer.status == 74)
    #expect(answer.output.text.contains(example.says), "\(answer.output.text)")
    #expect(
      try web.station.sqlite(
        "SELECT (SELECT count(*) FROM extract), (SELECT count(*) FROM quarantine), (SELECT count(*) FROM address)"
      )
        == "0|0|0")
    #expect(try web.station.sqlite("SELECT result FROM look WHERE source = 'pages'") == "failed")
  }

  @Test func `what a server compressed unasked is unpacked to its end`() throws {
    let page = try Pages.real()
    let web = try WebStation { _ in reply(200, gzip(page), headers: ["Content-Encoding": "gzip"]) }
    #expect(try web.station.flyt("run", "--once").status == 0)
    #expect(try web.vintages() == "2011 r1")
    #expect(try web.station.flyt("run", "--once").status == 0)
    #expect(try web.station.sqlite("SELECT count(*) FROM sighting") == "0")
  }

  @Test func `a page with other words waits in quarantine, and is asked for without its name`() throws {
    let page = Array(try Pages.real().text.replacing("Migration within", with: "Movement inside").utf8)
    let damaged = try Pages.damaged()
    for body in [page, damaged] {
      let web = try WebStation { _ in reply(200, body, headers: ["ETag": "\"a\""]) }
      let daemon = try RunningDaemon(in: web.station)
      try web.expectRequests(4)
      #expect(try daemon.stop().way == .exited(0))
      #expect(web.server.requests.allSatisfy { $0.headers["if-none-match"] == nil })
      #expect(try web.station.sqlite("SELECT count(*) FROM quarantine") == "1")
      #expect(try web.station.sqlite("SELECT count(*) FROM attempt") == "1")
    }
  }

  @Test func `a server that wants to be left alone is, and others are not held up`() throws {
    let page = try Pages.real()
    let good = try LoopbackServer { _ in reply(200, page) }
    let silent = try LoopbackServer { _ in [.hang] }
    let web = try WebStation(
      sources: WebStation.source("good", good.address()) + WebStation.source("silent", silent.address())
    ) { _ in reply(429, headers: ["Retry-After": "3600"]) }
    let daemon = try RunningDaemon(in: web.station)
    try daemon.expect("the good one") { at($0, "lastAccepted", "year") == 2011 }
    try daemon.expect("the refusal") {
      web.source($0)?["state"] == "failing" && RunningDaemon.problems($0).contains("source-failing")
    }
    let status = try web.station.status()
    let next = try #require(web.source(status)?["nextLookAt"]?.text)
    let date = try Date(next, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    #expect(date.timeIntervalSinceNow > 3000 && date.timeIntervalSinceNow < 3700)
    #expect(web.server.requests.count == 1)
    // In the middle of a fetch that hangs.
    let began = ContinuousClock.now
    #expect(try daemon.stop().way == .exited(0))
    #expect(ContinuousClock.now - began < .seconds(5))
  }

  @Test func `a source comes back by itself`() throws {
    let page = try Pages.real()
    let phase = Counter()
    let web = try WebStation { _ in phase.value == 0 ? reply(500) : reply(200, page) }
    let daemon = try RunningDaemon(in: web.station)
    try daemon.expect("failures") { (web.source($0)?["consecutiveFailures"]?.number ?? 0) >= 3 }
    _ = phase.next()
    try daemon.expect("health") {
      web.source($0)?["state"] == "ok" && !RunningDaemon.problems($0).contains("source-failing")
    }
    #expect(try web.vintages() == "2011 r1")
  }

  @Test func `without a good look for long enough a source is blind`() throws {
    let web = try WebStation(settings: "blindAfter = \"1s\"") { _ in reply(503) }
    let daemon = try RunningDaemon(in: web.station)
    try daemon.expect("blindness") {
      web.source($0)?["state"] == "blind" && RunningDaemon.problems($0).contains("source-blind")
    }
  }

  @Test func `a server is not asked in its closed hours`() throws {
    // From an hour ago until in an hour, whatever the time is.
    let minute = Int(Date().timeIntervalSince1970 / 60) % 1440
    func time(_ minute: Int) -> String {
      let minute = (minute + 1440) % 1440
      return String(format: "%02d:%02d", minute / 60, minute % 60)
    }
    let end = time(minute + 60)
    let web = try WebStation(
      settings: "closed = { from = \"\(time(minute - 60))\", to = \"\(end)\", zone = \"UTC\" }"
    ) { _ in reply(200) }
    let daemon = try RunningDaemon(in: web.station)
    try daemon.expect("the next look") { web.source($0)?["nextLookAt"]?.text?.contains("T\(end)") == true }
    #expect(try daemon.stop().way == .exited(0))
    for command in [["poll", "pages"], ["sources", "test", "pages"]] {
      let child = try web.station.start(command)
      #expect(try child.wait().way == .exited(74))
      #expect((child.output + child.errors).text.contains("not asked in its closed hours"))
    }
    #expect(web.server.requests.isEmpty)
  }

  @Test func `a secret goes to its server and nowhere else`() throws {
    let page = try Pages.real()
    let web = try WebStation(settings: "secretHeaders = { Authorization = \"file:token\" }") { request in
      request.headers["authorization"] == "Bearer hush" ? reply(200, page) : reply(401)
    }
    try web.station.folder.write("token", text: "Bearer hush\n")
    let answer = try web.station.flyt("run", "--once")
    #expect(answer.status == 0)
    for command in [["settings", "--origin"], ["looks"], ["status"]] {
      let printed = try web.station.start(command)
      _ = try printed.wait()
      #expect(!(printed.output + printed.errors).text.contains("hush"))
    }
    try FileManager.default.removeItem(atPath: web.station.path("token"))
    let missing = try web.station.flyt("run", "--once")
    #expect(missing.status == 78)
    #expect(missing.errors.text.contains("the secret for 'Authorization' can't be read"))
  }

  @Test func `a secret does not go where a page's links lead`() throws {
    let page = try Pages.real()
    let other = try LoopbackServer { _ in reply(200, page) }
    let link = other.address("/tab-2012-05-11-02")
    let server = try LoopbackServer { _ in reply(200, "<html><a href='\(link)'>2011</a></html>".utf8) }
    let station = try Station(
      settings: """

        [[source]]
        name = "list"
        kind = "index"
        url = "\(server.address())"
        links = "*/tab-{releasedOn}-02"
        allowPrivate = true
        secretHeaders = { Authorization = "file:token" }

        """)
    try station.folder.write("token", text: "Bearer hush")
    #expect(try station.flyt("run", "--once").status == 0)
    #expect(server.requests.map { $0.headers["authorization"] } == ["Bearer hush"])
    #expect(other.requests.map { $0.headers["authorization"] } == [nil])
  }

  @Test func `a posted question has each year swept in its turn`() throws {
    let pages = try [2009: Pages.page(year: 2009), 2010: Pages.page(year: 2010), 2011: Pages.real()]
    let web = try WebStation(
      settings: WebStation.years("2009-2011") + "post = '{year}'\nsweep = \"1s\"\n"
    ) { request in
      reply(200, pages[Int(String(decoding: request.body, as: UTF8.self)) ?? 0] ?? [])
    }
    let daemon = try RunningDaemon(in: web.station)
    try daemon.expect("all years") { at($0, "store", "releases") == 3 }
    try waiting(for: "each year again, several times") {
      let asked = web.server.requests.map { String(decoding: $0.body, as: UTF8.self) }
      return ["2009", "2010", "2011"].allSatisfy { year in asked.count { $0 == year } >= 3 }
    }
  }

  @Test func `an old page that is gone neither fails the source nor keeps others from being swept`() throws {
    let pages = try (2006...2010).reduce(into: [Int: [UInt8]]()) { $0[$1] = try Pages.page(year: $1) }
    let phase = Counter()
    let web = try WebStation("/{year}", settings: WebStation.years("2006-2010") + "sweep = \"1s\"\n") {
      request in
      let year = Int(request.target.dropFirst()) ?? 0
      return phase.value > 0 && year < 2008 ? reply(404) : reply(200, pages[year] ?? [])
    }
    let daemon = try RunningDaemon(in: web.station)
    try daemon.expect("all years") { at($0, "store", "releases") == 5 }
    _ = phase.next()
    let before = web.server.requests.count
    try waiting(for: "the others") {
      let asked = web.server.requests.dropFirst(before).map(\.target)
      return ["/2006", "/2007", "/2008", "/2009"].allSatisfy { year in asked.count { $0 == year } >= 2 }
    }
    try daemon.expect("health") { web.source($0)?["state"] == "ok" }
    #expect(try daemon.stop().way == .exited(0))
  }

  @Test func `a body is posted where a source needs one`() throws {
    let page = try Pages.real()
    let web = try WebStation(
      settings: "post = '{\"year\": 2011}'\nquery = { lang = \"en\" }\nheaders = { X-Kind = \"table\" }\n"
    ) { request in
      request.method == "POST" && String(decoding: request.body, as: UTF8.self) == "{\"year\": 2011}"
        && request.target == "/table?lang=en" && request.headers["x-kind"] == "table"
        ? reply(200, page) : reply(400)
    }
    #expect(try web.station.flyt("run", "--once").status == 0)
    #expect(try web.vintages() == "2011 r1")
  }

  @Test func `one bad link hides no other`() throws {
    let page = try Pages.real()
    let server = try LoopbackServer { request in
      switch request.target {
      case "/index":
        reply(
          200, "<html><a href='/tab-2010'>a</a><a href='/tab-2011'>b</a><a href='/tab-2012'>c</a></html>".utf8
        )
      case "/tab-2010": reply(500)
      case "/tab-2011": reply(200, "<html><input type=password></html>".utf8)
      default: reply(200, page)
      }
    }
    let station = try Station(
      settings: """

        [[source]]
        name = "list"
        kind = "index"
        url = "\(server.address("/index"))"
        links = "*/tab-*"
        every = "200ms"
        gap = "0s"
        allowPrivate = true

        """)
    let daemon = try RunningDaemon(in: station)
    try daemon.expect("the good one") { at($0, "store", "releases") == 1 }
    try daemon.expect("the failure of the others") { $0["sources"]?.list.last?["state"] == "failing" }
    #expect(try daemon.stop().way == .exited(0))
  }

  @Test func `each new link of a page is a look`() throws {
    let pages = try ["/t/tab-2011-05-05-02": Pages.page(), "/t/tab-2012-05-11-02": Pages.real()]
    let phase = Counter()
    let server = try LoopbackServer { request in
      if let page = pages[request.target] { return reply(200, page) }
      guard request.target == "/t/index" else { return reply(404) }
      let more = phase.value == 0 ? "" : "<a href='/t/tab-2012-05-11-02'>2011</a>"
      return reply(
        200, "<html><a href='tab-2011-05-05-02#top'>2010</a><a href=about>About</a>\(more)</html>".utf8)
    }
    let station = try Station(
      settings: """

        [[source]]
        name = "list"
        kind = "index"
        url = "\(server.address("/t/index"))"
        links = "*/tab-{releasedOn}-02"
        every = "200ms"
        gap = "0s"
        allowPrivate = true

        """)
    let daemon = try RunningDaemon(in: station)
    try daemon.expect("the first") { at($0, "store", "releases") == 1 }
    _ = phase.next()
    try daemon.expect("the second") { at($0, "store", "releases") == 2 }
    #expect(try daemon.stop().way == .exited(0))
    #expect(
      try station.sqlite("SELECT group_concat(releasedOn) FROM release") == "2011-05-05,2012-05-11")
    #expect(server.requests.filter { $0.target.contains("tab-") }.count == 2)
    #expect(!server.requests.contains { $0.target.contains("about") })
  }
}

/// A number that a test and its server share.
final class Counter: Sendable {
  private let count = Mutex(0)

  var value: Int { count.withLock { $0 } }

  func next() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }
}
