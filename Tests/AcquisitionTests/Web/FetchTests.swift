import Acquisition
import FlytTesting
import Foundation
import Testing

/// Fetching from a server that lies in every way that servers do.
@Suite struct FetchTests {
  private static let page = Array("<html><table><tr><td>1</td></tr></table></html>".utf8)
  private static var length: String { "Content-Length: \(page.count)" }

  private func client(
    allowPrivate: Bool = true, maxBytes: Int = 1 << 20, total: Duration = .seconds(20),
    stall: Duration = .seconds(10)
  ) -> WebClient {
    WebClient(
      WebRules(
        agent: "flyt/test (mailto:ops@example.org)", allowPrivate: allowPrivate, maxBytes: maxBytes,
        connect: .seconds(5), total: total, stall: stall))
  }

  /// What fetching comes to with one script for every request.
  private func failure(
    _ client: WebClient? = nil, _ script: @escaping LoopbackServer.Script
  ) async throws -> WebError? {
    let server = try LoopbackServer(script)
    do {
      _ = try await (client ?? self.client()).fetch(WebRequest(WebAddress(server.address("/table"))))
      return nil
    } catch let error as WebError {
      return error
    }
  }

  // MARK: What is believed

  @Test func `a whole answer comes with the server's own validators, and says who asks`() async throws {
    let server = try LoopbackServer { _ in
      reply(200, Self.page, headers: ["ETag": "\"a-1\"", "Last-Modified": "Fri, 11 May 2012 08:00:00 GMT"])
    }
    let response = try await client().fetch(WebRequest(WebAddress(server.address("/tab-2012-05-11-02"))))
    #expect(response.body == Self.page)
    #expect(response.framing == .whole)
    #expect(response.validators?.entityTag == "\"a-1\"")
    #expect(response.validators?.lastModified == "Fri, 11 May 2012 08:00:00 GMT")
    let request = try #require(server.requests.first)
    #expect(request.headers["user-agent"] == "flyt/test (mailto:ops@example.org)")
    #expect(request.headers["accept-encoding"] == "identity")
    #expect(request.headers["if-none-match"] == nil)
  }

  @Test func `known content is asked for with both validators, and 304 has no body`() async throws {
    let server = try LoopbackServer { request in
      request.headers["if-none-match"] == "\"a\""
        ? reply(304, headers: ["ETag": "\"a\""]) : reply(200, Self.page)
    }
    let known = try #require(
      Validators(entityTag: "\"a\"", lastModified: "Fri, 11 May 2012 08:00:00 GMT"))
    let response = try await client().fetch(
      WebRequest(WebAddress(server.address("/")), validators: known))
    #expect(response.isUnchanged && response.body.isEmpty)
    #expect(server.requests.first?.headers["if-modified-since"] == "Fri, 11 May 2012 08:00:00 GMT")
  }

  @Test func `chunks and a server that keeps the connection open are whole`() async throws {
    let chunked = try LoopbackServer { _ in
      raw("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n".utf8)
    }
    let first = try await client().fetch(WebRequest(WebAddress(chunked.address())))
    #expect(first.body == Array("hello world".utf8) && first.framing == .whole)
    let open = try LoopbackServer { _ in raw("HTTP/1.1 200 OK\n\(Self.length)", Self.page) + [.hang] }
    let second = try await client().fetch(WebRequest(WebAddress(open.address())))
    #expect(second.body == Self.page && second.framing == .whole)
  }

  @Test func `a body without framing is not called whole`() async throws {
    let server = try LoopbackServer { _ in raw("HTTP/1.1 200 OK", Self.page) }
    let response = try await client().fetch(WebRequest(WebAddress(server.address())))
    #expect(response.body == Self.page && response.framing == .unframed)
  }

  @Test func `interim answers and lengths without bodies mislead nobody`() async throws {
    let server = try LoopbackServer { request in
      request.headers["if-none-match"] != nil
        ? raw("HTTP/1.1 304 Not Modified\nContent-Length: 4711")
        : raw("HTTP/1.1 103 Early Hints\nContent-Length: 0\n\nHTTP/1.1 200 OK\n\(Self.length)")
          + [.wait(.milliseconds(900)), .send(Self.page)]
    }
    let first = try await client().fetch(WebRequest(WebAddress(server.address())))
    #expect(first.body == Self.page)
    let known = Validators(entityTag: "\"a\"", lastModified: nil)
    let second = try await client().fetch(WebRequest(WebAddress(server.address()), validators: known))
    #expect(second.isUnchanged && second.body.isEmpty)
  }

  @Test func `what one address calls its content is not asked of another`() async throws {
    let server = try LoopbackServer { request in
      request.target == "/latest" ? reply(302, headers: ["Location": "/2012"]) : reply(200, Self.page)
    }
    let known = Validators(entityTag: "\"a\"", lastModified: nil)
    _ = try await client().fetch(WebRequest(WebAddress(server.address("/latest")), validators: known))
    #expect(server.requests.map { $0.headers["if-none-match"] } == ["\"a\"", nil])
  }

  @Test func `a server that tells a secret back is not quoted`() async throws {
    let server = try LoopbackServer { request in
      reply(401, "{\"error\": \"bad token hushhush\"}".utf8)
    }
    let secret = try #require(WebHeader("Authorization", "Bearer hushhush"))
    let request = WebRequest(try WebAddress(server.address()), secrets: [secret])
    await #expect(throws: WebError(.status(401, said: "bad token …"), at: request.address)) {
      try await client().fetch(request)
    }
  }

  @Test func `through a proxy no private host is asked for`() async throws {
    let proxy = try LoopbackServer { _ in reply(200, Self.page) }
    let rules = WebRules(agent: "flyt/test", proxy: proxy.address())
    for host in ["169.254.169.254", "localhost", "0x7f000001", "[::1]"] {
      let request = WebRequest(try WebAddress("http://\(host)/"))
      let error = try await #require(throws: WebError.self) { try await WebClient(rules).fetch(request) }
      #expect(error.reason == .privateAddress)
    }
    #expect(proxy.requests.isEmpty)
    let response = try await WebClient(rules).fetch(WebRequest(WebAddress("http://example.org/table")))
    #expect(response.body == Self.page)
    #expect(proxy.requests.map(\.target) == ["http://example.org/table"])
    proxy.answer { _ in reply(302, headers: ["Location": "http://169.254.169.254/latest"]) }
    let sent = try await #require(throws: WebError.self) {
      try await WebClient(rules).fetch(WebRequest(WebAddress("http://example.org/table")))
    }
    #expect(sent.reason == .privateAddress && sent.address == "http://169.254.169.254/latest")
  }

  @Test func `a question keeps its body on its way, and its secret at home`() async throws {
    let other = try LoopbackServer { _ in reply(200, Self.page) }
    let target = other.address("/there")
    let server = try LoopbackServer { request in
      switch request.target {
      case "/": reply(308, headers: ["Location": "/here"])
      case "/here": reply(307, headers: ["Location": target])
      default: reply(404)
      }
    }
    let secret = try #require(WebHeader("Authorization", "Bearer quiet"))
    let plain = try #require(WebHeader("X-Plain", "loud"))
    let response = try await client().fetch(
      WebRequest(
        WebAddress(server.address("/")), method: .post(Array("{}".utf8), type: "application/json"),
        headers: [plain], secrets: [secret]))
    #expect(response.address.text == target)
    #expect(server.requests.map { $0.headers["authorization"] } == ["Bearer quiet", "Bearer quiet"])
    let arrived = try #require(other.requests.first)
    #expect(arrived.headers["authorization"] == nil)
    #expect(arrived.headers["x-plain"] == "loud")
    #expect(arrived.method == "POST" && arrived.body == Array("{}".utf8))
  }

  // MARK: What is not

  struct Lie: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let reason: @Sendable (WebError.Reason) -> Bool
    let script: LoopbackServer.Script

    init(
      _ name: String, _ script: @escaping LoopbackServer.Script,
      _ reason: @escaping @Sendable (WebError.Reason) -> Bool
    ) {
      (testDescription, self.script, self.reason) = (name, script, reason)
    }
  }

  static let lies: [Lie] = [
    Lie("two different lengths", { _ in raw("HTTP/1.1 200 OK\n\(length)\nContent-Length: 10", page) }) {
      if case .incomplete = $0 { true } else { false }
    },
    Lie("a length that is no number", { _ in raw("HTTP/1.1 200 OK\nContent-Length: 1e9", page) }) {
      if case .incomplete = $0 { true } else { false }
    },
    Lie("a length that is negative", { _ in raw("HTTP/1.1 200 OK\nContent-Length: -1", page) }) {
      if case .incomplete = $0 { true } else { false }
    },
    Lie("fewer bytes than stated", { _ in raw("HTTP/1.1 200 OK\nContent-Length: 4000", page) }) {
      if case .incomplete = $0 { true } else { false }
    },
    Lie("more bytes than stated", { _ in raw("HTTP/1.1 200 OK\nContent-Length: 20", page) }) {
      if case .incomplete = $0 { true } else { false }
    },
    Lie(
      "more bytes than stated, a moment later",
      { _ in
        raw("HTTP/1.1 200 OK\nContent-Length: 20", page.prefix(20)) + [.wait(.milliseconds(50)), .send(page)]
      }
    ) { if case .incomplete = $0 { true } else { false } },
    Lie(
      "a chunk that breaks off",
      { _ in raw("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", "ff\r\nhello".utf8) }
    ) { if case .incomplete = $0 { true } else { false } },
    Lie(
      "no last chunk",
      { _ in raw("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", "5\r\nhello\r\n".utf8) }
    ) { if case .incomplete = $0 { true } else { false } },
    Lie("nothing at all", { _ in [] }) { if case .incomplete = $0 { true } else { false } },
    Lie(
      "200,000 headers",
      { _ in
        [.send(Array("HTTP/1.1 200 OK\r\n".utf8) + Array(String(repeating: "X: 1\r\n", count: 200_000).utf8))]
      }
    ) { if case .headersTooLarge = $0 { true } else { false } },
    Lie(
      "one header without end",
      { _ in [.send(Array("HTTP/1.1 200 OK\r\nX: ".utf8)), .sendForEver([0x61], every: .zero)] }
    ) { reason in
      // libcurl gives up at 100 kB of one line by itself.
      if case .headersTooLarge = reason { return true }
      if case .transport = reason { return true }
      if case .tooSlow = reason { return true }
      return false
    },
    Lie(
      "a body without end",
      { _ in raw("HTTP/1.1 200 OK") + [.sendForEver([UInt8](repeating: 0x61, count: 1 << 16), every: .zero)] }
    ) { $0 == .tooLarge(limit: 1 << 20) },
    Lie("a redirect loop", { _ in reply(302, headers: ["Location": "/table"]) }) {
      $0 == .tooManyRedirects(5)
    },
    Lie("a redirect to a file", { _ in reply(302, headers: ["Location": "file:///etc/passwd"]) }) {
      $0 == .redirectTo("file:///etc/passwd", .scheme("file"))
    },
    Lie("a redirect that names nobody", { _ in reply(302) }) {
      if case .status(302, _) = $0 { true } else { false }
    },
    Lie("a redirect with a password", { _ in reply(302, headers: ["Location": "http://a:b@127.0.0.1/"]) }) {
      if case .redirectTo(_, .credentials) = $0 { true } else { false }
    },
    Lie("304 that nobody asked for", { _ in reply(304) }) {
      if case .status(304, _) = $0 { true } else { false }
    },
    Lie("a part", { _ in raw("HTTP/1.1 206 Partial\n\(length)\nContent-Range: bytes 0-46/100", page) }) {
      if case .status(206, _) = $0 { true } else { false }
    },
    Lie("brotli", { _ in reply(200, page, headers: ["Content-Encoding": "br"]) }) {
      $0 == .compressed(as: "br")
    },
    Lie(
      "packed on its way", { _ in raw("HTTP/1.1 200 OK\nTransfer-Encoding: gzip, chunked", "0\r\n\r\n".utf8) }
    ) {
      if case .compressed = $0 { true } else { false }
    },
    Lie("what is not HTTP", { _ in [.send(Array("220 mail ready\r\n".utf8))] }) {
      if case .transport = $0 { true } else { false }
    },
  ]

  @Test(arguments: lies)
  func `a lie is a failed look`(lie: Lie) async throws {
    let error = try await failure(client(total: .seconds(5), stall: .seconds(3)), lie.script)
    #expect(error.map { lie.reason($0.reason) } == true, "\(error.map { "\($0)" } ?? "believed")")
    #expect(error?.description.contains("/table") == true)
  }

  @Test func `silence and one byte a second are given up`() async throws {
    let impatient = client(total: .seconds(20), stall: .seconds(1))
    let silence = try await failure(impatient) { _ in [.hang] }
    guard case .tooSlow = silence?.reason else { throw Unexpected("\(silence.debugDescription)") }
    let drip = try await failure(impatient) { _ in
      raw("HTTP/1.1 200 OK\nContent-Length: 100000") + [.sendForEver([0x61], every: .seconds(1))]
    }
    guard case .tooSlow = drip?.reason else { throw Unexpected("\(drip.debugDescription)") }
  }

  @Test func `a private address is refused on the very connection, wherever it comes from`() async throws {
    let script: LoopbackServer.Script = { _ in reply(200, Self.page) }
    #expect(try await failure(client(allowPrivate: false), script)?.reason == .privateAddress)
    let server = try LoopbackServer(script)
    for host in ["localhost", "127.1", "0x7f000001", "2130706433", "[::ffff:127.0.0.1]", "0"] {
      let request = WebRequest(try WebAddress("http://\(host):\(server.port)/"))
      await #expect(throws: WebError(.privateAddress, at: request.address)) {
        try await client(allowPrivate: false).fetch(request)
      }
    }
    #expect(server.requests.isEmpty)
  }

  @Test func `a host that resolves to nothing is unknown`() async throws {
    let request = WebRequest(try WebAddress("http://nowhere.invalid/"))
    await #expect(throws: WebError(.unknownHost, at: request.address)) { try await client().fetch(request) }
  }

  @Test(
    arguments: [
      (429, "7", 7), (429, "99999999999999999999", 86_400), (429, "soon", nil), (429, "-5", nil),
      (429, nil, nil),
      (503, "120", 120), (500, nil, nil),
    ] as [(Int, String?, Int?)])
  func `a refusal keeps how long the server wants to be left alone`(status: Int, wish: String?, seconds: Int?)
    async throws
  {
    let error = try await failure { _ in reply(status, headers: wish.map { ["Retry-After": $0] } ?? [:]) }
    #expect(error?.retryAfter == seconds.map { .seconds($0) })
    #expect(error?.kind == (status == 429 ? .blocked : .transient))
  }

  @Test(
    arguments: [
      (["x-ratelimit-remaining": "0", "x-ratelimit-reset": "7"], 0, 7),
      (["X-Rate-Limit-Remaining": "12"], 12, nil),
      ([:], nil, nil), (["x-ratelimit-remaining": "many"], nil, nil),
    ] as [([String: String], Int?, Int?)])
  func `a server's patience is read`(headers: [String: String], remaining: Int?, reset: Int?) async throws {
    let server = try LoopbackServer { _ in reply(200, Self.page, headers: headers) }
    let response = try await client().fetch(WebRequest(WebAddress(server.address())))
    #expect(response.rate == RateLimit(remaining: remaining, reset: reset.map { .seconds($0) }))
  }

  @Test func `a date to come again is understood`() async throws {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "GMT")
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    // Tests take turns, and this one may have to wait for minutes.
    let wish = formatter.string(from: Date() + 36_000)
    let error = try await failure { _ in reply(429, headers: ["Retry-After": wish]) }
    let wait = try #require(error?.retryAfter)
    #expect(wait > .seconds(30_000) && wait <= .seconds(36_001))
    #expect(
      try await failure { _ in reply(429, headers: ["Retry-After": "Fri, 11 May 2012 08:00:00 GMT"]) }?
        .retryAfter
        == .zero)
  }

  @Test(arguments: [
    (404, WebError.Kind.gone), (410, .gone), (401, .blocked), (403, .blocked), (500, .transient),
  ])
  func `refusals are told apart`(status: Int, kind: WebError.Kind) async throws {
    let error = try await failure { _ in reply(status, "<html><title>No  such\npage</title></html>".utf8) }
    #expect(error?.kind == kind)
    #expect(error?.reason == .status(status, said: "No such page"))
  }

  @Test func `a fetch can be stopped`() async throws {
    let server = try LoopbackServer { _ in [.hang] }
    let request = WebRequest(try WebAddress(server.address()))
    // Neither limit may come first, however long this test waits for its turn.
    let client = client(total: .seconds(3000), stall: .seconds(3000))
    let task = Task { try await client.fetch(request) }
    // In the midst of it, once the server has the question.
    while server.requests.isEmpty { await Task.yield() }
    task.cancel()
    await #expect(throws: WebError(.cancelled, at: request.address)) { try await task.value }
  }
}

struct Unexpected: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
