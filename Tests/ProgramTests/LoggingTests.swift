import FlytTesting
import Foundation
import Glibc
import Logging
import Systemd
import Testing

@testable import flyt

@Suite struct LoggingTests {
  /// 2026-11-22 18:00:00.250 UTC.
  private let moment = Date(timeIntervalSince1970: 1_795_370_400.25)

  private func record(
    _ message: String, _ level: Logger.Level = .info, _ metadata: Logger.Metadata = [:]
  ) -> LogRecord {
    LogRecord(message, level: level, metadata: metadata, at: moment)
  }

  @Test func `a record is a line of pairs, known fields first`() {
    let metadata: Logger.Metadata = [
      "zone": "a", "alpha": "b", "year": "2011", "source": "in box", "event": "stored", "reason": "",
    ]
    #expect(
      LogForm.logfmt.line(of: record("2011 stored as r1", .notice, metadata)) == """
        time=2026-11-22T18:00:00.250Z level=notice event=stored msg="2011 stored as r1" source="in box" year=2011 \
        reason="" alpha=b zone=a
        """)
    #expect(LogForm.logfmt.line(of: record("Ready")) == "time=2026-11-22T18:00:00.250Z level=info msg=Ready")
  }

  @Test func `a record is one object, flat and in order`() throws {
    let line = LogForm.json.line(
      of: record("say \"2011\" \\", .error, ["year": "2011", "event": "stored", "list": ["a", "b"]]))
    #expect(
      line == #"""
        {"time":"2026-11-22T18:00:00.250Z","level":"error","event":"stored","message":"say \"2011\" \\",\#
        "year":"2011","list":"[\"a\", \"b\"]"}
        """#)
  }

  @Test(arguments: [
    "", "a=b", "a\nlevel=error", "\u{1B}[31m", "\u{0}", "\"", "\\", "\\\"", "\u{2028}\u{202E}x", "Østfold",
    "a\u{A0}b",
    "\",\"level\":\"critical", "{", "\r\n",
  ])
  func `whatever is said stays in its place`(text: String) throws {
    let record = record(text, .warning, ["reason": "\(text)", "\(text)": "x"])
    let lines = LogForm.allCases.map { $0.line(of: record) }
    #expect(
      lines.allSatisfy { line in line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{2028}" } })
    let pairs = pairs(ofLogfmt: lines[0])
    #expect(pairs.map(\.key) == ["time", "level", "msg", "reason", record.fields[1].key])
    #expect(pairs[2].value == record.message && pairs[3].value == record.message && pairs[4].value == "x")
    let object = try JSONDecoder().decode([String: String].self, from: Data(lines[1].utf8))
    #expect(object.count == 5 && object["level"] == "warning")
    #expect(object["message"] == record.message && object["reason"] == record.message)
  }

  @Test func `no field takes the place of another`() throws {
    let metadata: Logger.Metadata = [
      "time": "0", "level": "1", "msg": "2", "message": "3", "a b": "4", "a_b": "5", "": "6",
    ]
    let record = record("m", .info, metadata)
    #expect(record.fields.map(\.key) == ["_", "a_b", "a_b_", "level_", "message_", "msg_", "time_"])
    #expect(record.fields.map(\.value) == ["6", "4", "5", "1", "3", "2", "0"])
  }

  @Test func `the journal gets the kind and every field under a name of ours`() {
    let metadata: Logger.Metadata = [
      "event": "stored", "year": "2011", "sha256": "ab", "error.kind-1": "x\ny", "å": "z",
      "\(String(repeating: "k", count: 100))": "long",
    ]
    let entry = JournalEntry(record("2011 stored", .notice, metadata))
    #expect(
      entry.fields.map { "\($0.name.text)=\($0.value)" } == [
        "MESSAGE=2011 stored", "PRIORITY=5", "SYSLOG_IDENTIFIER=flyt",
        "MESSAGE_ID=\(EventKind.stored.messageID)", "FLYT_EVENT=stored", "FLYT_SHA256=ab", "FLYT_YEAR=2011",
        "FLYT_ERROR_KIND_1=x\\u{a}y", "FLYT_\(String(repeating: "K", count: 59))=long", "FLYT__=z",
      ])
    let other = JournalEntry(record("else", .debug, ["event": "foreign"]))
    #expect(other.fields.map(\.name.text) == ["MESSAGE", "PRIORITY", "SYSLOG_IDENTIFIER", "FLYT_EVENT"])
  }

  @Test func `levels are syslog's priorities`() {
    let priorities = Logger.Level.allCases.map { JournalEntry.Priority($0).rawValue }
    #expect(priorities == [7, 7, 6, 5, 4, 3, 2])
  }

  @Test func `every kind of event has an identity of its own`() {
    let identities = EventKind.allCases.map(\.messageID)
    #expect(Set(identities).count == EventKind.allCases.count)
    for identity in identities {
      #expect(identity.count == 32 && identity.allSatisfy { $0.isHexDigit && !$0.isUppercase })
    }
  }

  @Test func `a note is its kind's level, or another, and leaves out what is not known`() throws {
    let lines = try written { output in
      let logger = Logger(label: "flyt") { _ in LineHandler(.logfmt, to: output) }
      let year: Int? = nil
      logger.note(.stored, "one", [.source: "inbox", .year: year.map(String.init), .source: "second"])
      logger.note(.stored, level: .debug, "two")
      logger.note(.refused, level: .error, "three")
    }
    #expect(
      lines.map { $0.drop { $0 != " " } } == [
        " level=notice event=stored msg=one source=second", " level=error event=refused msg=three",
      ])
  }

  @Test func `what is nearest to the event wins`() throws {
    struct Trouble: Error, CustomStringConvertible { let description = "disk full" }
    let lines = try written { output in
      var handler = LineHandler(.logfmt, to: output)
      handler.metadataProvider = Logger.MetadataProvider { ["source": "provided", "year": "1"] }
      var logger = Logger(label: "flyt") { _ in handler }
      logger[metadataKey: "source"] = "own"
      logger[metadataKey: "dataset"] = "flows"
      logger.info("m", metadata: ["year": "2"])
      logger.error("m", error: Trouble())
    }
    #expect(lines[0].hasSuffix("msg=m source=provided dataset=flows year=2"))
    #expect(lines[1].hasSuffix("msg=m source=provided dataset=flows year=1 reason=\"disk full\""))
  }

  @Test func `a journal that is gone leaves the line`() throws {
    let lines = try written { output in
      let logger = Logger(label: "flyt") { _ in
        JournalHandler(Journal(at: "/nowhere/\(UUID())"), otherwise: output)
      }
      logger.note(.ready, "watching", [.source: "inbox"])
    }
    #expect(lines.count == 1 && lines[0].hasSuffix("level=info event=ready msg=watching source=inbox"))
  }

  @Test func `lines of many writers stay whole`() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("log", text: "")
    let file = try #require(FileHandle(forWritingAtPath: path))
    let output = LineOutput(descriptor: file.fileDescriptor)
    let texts = (0..<8).map { String(repeating: "\($0)", count: 20_000) }
    await withTaskGroup { group in
      for text in texts { group.addTask { for _ in 0..<20 { output.write(text) } } }
    }
    let lines = String(decoding: try folder.bytes("log"), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 160 && lines.allSatisfy { texts.contains(String($0)) })
  }

  @Test func `an output that takes nothing is no matter`() throws {
    let line = String(repeating: "x", count: 1 << 20)
    let sleeper = Pipe()
    let descriptor = sleeper.fileHandleForWriting.fileDescriptor
    #expect(fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0)
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    for descriptor in [descriptor, full.fileDescriptor, -1] {
      let time = ContinuousClock().measure { LineOutput(descriptor: descriptor).write(line) }
      #expect(time < .seconds(20), "\(time)")
    }
  }

  @Test func `standard error decides where entries go by themselves`() {
    #expect(LogTarget.auto.handler(environment: [:]) is LineHandler)
    #expect(LogTarget.auto.handler(environment: ["JOURNAL_STREAM": "1:1"]) is LineHandler)
    var file = stat()
    if fstat(STDERR_FILENO, &file) == 0 {
      let named = "\(file.st_dev):\(file.st_ino)"
      #expect(LogTarget.auto.handler(environment: ["JOURNAL_STREAM": named]) is JournalHandler)
    }
    #expect(LogTarget.journal.handler(environment: [:]) is JournalHandler)
    #expect((LogTarget.json.handler(environment: [:]) as? LineHandler)?.form == .json)
    #expect((LogTarget.logfmt.handler(environment: [:]) as? LineHandler)?.form == .logfmt)
    #expect(LogTarget.json.logger(from: .error).logLevel == .error)
  }

  /// The lines that a body writes.
  private func written(_ body: (LineOutput) throws -> Void) throws -> [String] {
    let folder = try TemporaryFolder()
    let path = try folder.write("log", text: "")
    let file = try #require(FileHandle(forWritingAtPath: path))
    try body(LineOutput(descriptor: file.fileDescriptor))
    return String(decoding: try folder.bytes("log"), as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

/// Reads a line of pairs as the tools do that know the form.
private func pairs(ofLogfmt line: String) -> [(key: String, value: String)] {
  var (rest, pairs) = (line.unicodeScalars[...], [(key: String, value: String)]())
  while !rest.isEmpty {
    let key = rest.prefix { $0 != "=" }
    rest = rest.dropFirst(key.count + 1)
    var value = String.UnicodeScalarView()
    if rest.first == "\"" {
      rest = rest.dropFirst()
      while let scalar = rest.popFirst(), scalar != "\"" {
        value.append(scalar == "\\" ? rest.popFirst() ?? scalar : scalar)
      }
    } else {
      value.append(contentsOf: rest.prefix { $0 != " " })
      rest = rest.drop { $0 != " " }
    }
    rest = rest.dropFirst()
    pairs.append((String(key), String(value)))
  }
  return pairs
}
