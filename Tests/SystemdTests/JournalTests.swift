import Foundation
import Glibc
import Testing

@testable import Systemd

@Suite struct JournalTests {
  @Test func `an entry says what it is first`() throws {
    let socket = try ListeningSocket(at: freeAddress())
    var entry = JournalEntry("2011 stored", priority: .informational, messageID: "0a1b")
    entry.add(try #require(JournalEntry.FieldName("FLYT_YEAR")), "2011")
    #expect(Journal(at: socket.address).send(entry))
    #expect(
      try socket.lines()
        == [
          "MESSAGE=2011 stored", "PRIORITY=6", "SYSLOG_IDENTIFIER=flyt", "MESSAGE_ID=0a1b", "FLYT_YEAR=2011",
          "",
        ])
  }

  @Test(arguments: [
    "", "=", "two\nlines", "\n", "end\n", "FAKE=1\nPRIORITY=0\n", "\u{0}", "a\u{0}b\nc", "\u{1B}[31mred",
    "\r\n",
    "Østfold → Oslo", "\u{FEFF}\u{202E}abc", String(repeating: "x", count: 100_000),
  ])
  func `a value comes back as it was, and makes no other field`(value: String) throws {
    let socket = try ListeningSocket(at: freeAddress())
    var entry = JournalEntry(value, priority: .error)
    entry.add(try #require(JournalEntry.FieldName("FLYT_REASON")), value)
    #expect(Journal(at: socket.address).send(entry))
    #expect(decoded(try #require(socket.receive()).bytes) == entry.fields)
  }

  @Test func `what is too large for a datagram comes in sealed memory`() throws {
    let socket = try ListeningSocket(at: freeAddress())
    let limit = try String(contentsOfFile: "/proc/sys/net/core/wmem_default", encoding: .utf8)
    let size = try #require(Int(limit.trimmingCharacters(in: .whitespacesAndNewlines))) + 1
    var entry = JournalEntry(String(repeating: "x", count: size), priority: .warning)
    entry.add(try #require(JournalEntry.FieldName("FLYT_REASON")), "a\nb")
    #expect(Journal(at: socket.address).send(entry))
    let datagram = try #require(socket.receive())
    #expect(datagram.bytes.isEmpty)
    let file = try #require(datagram.file)
    // F_GET_SEALS: no more seals, no shrinking, no growing, no writing.
    #expect(fcntl(file.fileDescriptor, 1034) & 0xF == 0xF)
    try file.seek(toOffset: 0)
    #expect(decoded(Array(try #require(try file.readToEnd()))) == entry.fields)
  }

  @Test func `a shortened entry keeps its fields and fits`() throws {
    var entry = JournalEntry(String(repeating: "å", count: 300_000), priority: .warning)
    for _ in 0..<1000 { entry.add(.message, "å\n") }
    let short = entry.shortened()
    #expect(short.fields.first?.value == String(repeating: "å", count: 512))
    #expect(short.fields.count == 64 && short.encoded.count < 4096)
    #expect(decoded(short.encoded) == short.fields)
  }

  @Test func `a journal that is gone takes nothing`() throws {
    let entry = JournalEntry("alone", priority: .debug)
    let address = freeAddress()
    #expect(!Journal(at: address).send(entry))
    _ = try ListeningSocket(at: address)
    for path in [address, "", "run", "/" + String(repeating: "a", count: 200)] {
      #expect(!Journal(at: path).send(entry))
    }
  }

  @Test(arguments: ["A", "FLYT_YEAR", "A1", String(repeating: "A", count: 64)])
  func `a name of capitals, digits and underscores is one`(name: String) {
    #expect(JournalEntry.FieldName(name)?.text == name)
  }

  @Test(arguments: [
    "", "_PID", "1A", "year", "FLYT-YEAR", "A=B", "A\nB", "Å", "A ", String(repeating: "A", count: 65),
  ])
  func `another name is none`(name: String) {
    #expect(JournalEntry.FieldName(name) == nil)
  }

  @Test func `priorities are syslog's`() {
    #expect(JournalEntry.Priority.allCases.map(\.rawValue) == Array(0...7))
    #expect(JournalEntry.Priority.debug.rawValue == 7 && JournalEntry.Priority.error.rawValue == 3)
  }

  @Test func `standard error is the journal's where device and inode agree`() throws {
    let file = try FileHandle(forReadingFrom: URL(filePath: "/dev/null"))
    var state = stat()
    try #require(fstat(file.fileDescriptor, &state) == 0)
    let named = "\(state.st_dev):\(state.st_ino)"
    #expect(Journal.isStream(file.fileDescriptor, environment: ["JOURNAL_STREAM": named]))
    for other in ["", "1:1", "\(named)0", named.replacing(":", with: "-")] {
      #expect(!Journal.isStream(file.fileDescriptor, environment: ["JOURNAL_STREAM": other]))
    }
    #expect(!Journal.isStream(file.fileDescriptor, environment: [:]))
    #expect(!Journal.isStream(-1, environment: ["JOURNAL_STREAM": named]))
    #expect(!Journal.takesStandardError(environment: [:]))
  }
}

/// What the journal makes of the bytes; `nil` where they are no entry.
private func decoded(_ bytes: [UInt8]) -> [JournalEntry.Field]? {
  var (rest, fields) = (bytes[...], [JournalEntry.Field]())
  while !rest.isEmpty {
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let line = rest[..<end]
    rest = rest[(end + 1)...]
    var (name, value) = (line, ArraySlice<UInt8>())
    if let sign = line.firstIndex(of: UInt8(ascii: "=")) {
      (name, value) = (line[..<sign], line[(sign + 1)...])
    } else {
      let size = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
      guard rest.count > 8 + size, rest.dropFirst(8 + size).first == UInt8(ascii: "\n") else { return nil }
      value = rest.dropFirst(8).prefix(size)
      rest = rest.dropFirst(8 + size + 1)
    }
    guard let known = JournalEntry.FieldName(String(decoding: name, as: UTF8.self)) else { return nil }
    fields.append(JournalEntry.Field(name: known, value: String(decoding: value, as: UTF8.self)))
  }
  return fields
}
