import Acquisition
import FlytTesting
import Foundation
import Testing

/// Servers that can't prove who they are.
@Suite struct CertificateTests {
  private struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let name: String
    let days: Int
    var isSelfSigned = false
    /// What is said of it; `nil` where it is believed.
    let says: String?
  }

  private static let cases: [Case] = [
    Case(testDescription: "sound", name: "localhost", days: 2, says: nil),
    Case(
      testDescription: "wrong name", name: "www.example.org", days: 2,
      says: "no alternative certificate subject name matches"),
    Case(testDescription: "expired", name: "localhost", days: -1, says: "expired"),
    Case(testDescription: "self-signed", name: "localhost", days: 2, isSelfSigned: true, says: "self"),
  ]

  @Test(arguments: cases)
  private func `only a proven server is asked`(_ example: Case) async throws {
    let error = try await outcome(of: "", at: example, "-www")
    guard let says = example.says else {
      #expect(error == nil)
      return
    }
    guard case .certificate(let why) = error?.reason, why.contains(says) else {
      throw Unexpected(error?.description ?? "believed")
    }
  }

  @Test func `nothing protected is sent on to what is not`() async throws {
    let error = try await outcome(
      of: "away", at: Self.cases[0], "-HTTP",
      serving: "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/there\r\nContent-Length: 0\r\n\r\n")
    #expect(error?.reason == .downgraded(to: "http://127.0.0.1/there"))
  }

  /// Asks a server with a certificate of some kind for a file.
  private func outcome(of name: String, at example: Case, _ mode: String, serving file: String = "")
    async throws -> WebError?
  {
    let folder = try TemporaryFolder()
    func openssl(_ words: String) throws {
      let process = try start(words, in: folder.path)
      process.waitUntilExit()
      guard process.terminationStatus == 0 else { throw Unexpected("openssl \(words)") }
    }
    try openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=ca -keyout ca.key -out ca.pem")
    try folder.write("names", text: "subjectAltName=DNS:\(example.name)\n")
    if !name.isEmpty { try folder.write(name, text: file) }
    try openssl("req -newkey rsa:2048 -nodes -subj /CN=\(example.name) -keyout own.key -out own.csr")
    let signer = example.isSelfSigned ? "-signkey own.key" : "-CA ca.pem -CAkey ca.key -CAcreateserial"
    try openssl("x509 -req -in own.csr \(signer) -days \(example.days) -extfile names -out own.pem")

    // A port that was free a moment ago.
    let port = try LoopbackServer().port
    let server = try start(
      "s_server -accept \(port) -cert own.pem -key own.key \(mode) -quiet", in: folder.path)
    defer { server.terminate() }
    let client = WebClient(
      WebRules(agent: "flyt/test", allowPrivate: true, connect: .seconds(5), caFile: folder.path("ca.pem")))
    return try await outcome(of: WebRequest(WebAddress("https://localhost:\(port)/\(name)")), by: client)
  }

  /// Asks until the server has started.
  private func outcome(of request: WebRequest, by client: WebClient) async throws -> WebError? {
    for _ in 0..<100 {
      do throws(WebError) {
        _ = try await client.fetch(request)
        return nil
      } catch {
        guard case .notConnected = error.reason else { return error }
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw Unexpected("the server never started")
  }

  private func start(_ words: String, in folder: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = words.split(separator: " ").map(String.init)
    process.currentDirectoryURL = URL(filePath: folder)
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    // Without a terminal it must not read the end of input and go.
    process.standardInput = Pipe()
    try process.run()
    return process
  }
}
