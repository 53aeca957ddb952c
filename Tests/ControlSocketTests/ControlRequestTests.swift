import Foundation
import Testing

@testable import ControlSocket

@Suite struct ControlRequestTests {
  @Test(arguments: [
    ControlRequest.status, .metrics, .poll(source: nil), .poll(source: "år & co=1"), .pause(source: "a"),
    .resume(source: nil), .reload, .stop,
    .ingest(
      .init(name: "tabell + år?.txt", dataset: "d", releasedOn: "2012-05-11", bytes: Data([0, 13, 10, 255]))),
    .ingest(.init(name: "n", bytes: Data())), .decide(item: 3, .retry, because: nil),
    .decide(item: 4, .accept, because: "the publisher says so: 100 %\nreally"),
    .decide(item: 5, .drop, because: "x"),
  ])
  func `a request is read as it was put`(request: ControlRequest) {
    #expect(ControlRequest(request.wire) == request)
  }

  @Test(arguments: [
    WireRequest(path: "/status"), WireRequest(isPost: false, path: "/poll"), WireRequest(path: "/ingest"),
    WireRequest(path: "/ingest", query: ["name": ""]), WireRequest(path: "/quarantine/x/retry"),
    WireRequest(path: "/quarantine/1/eat"), WireRequest(path: "/quarantine/1/retry/2"), WireRequest(path: ""),
    WireRequest(isPost: false, path: "/nowhere"),
  ])
  func `anything else is none`(wire: WireRequest) {
    #expect(ControlRequest(wire) == nil)
  }
}
