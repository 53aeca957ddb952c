import Extracts
import Foundation
import Glibc
import Testing

@testable import Acquisition

private let longNames: [[UInt8]] = [
  [UInt8](repeating: UInt8(ascii: "n"), count: 255),
  Array((String(repeating: "ø", count: 125) + ".xlsx").utf8),
  [UInt8](repeating: 0xF8, count: 251) + Array(".txt".utf8),
]

@Suite struct FilingTests {
  private let fingerprint = Fingerprint(of: "1 2 3\n".utf8)

  private func card(_ name: String) -> Card {
    Card(text: "\(name) was refused\n", json: Data("{\"sha256\":\"\(fingerprint.hex)\"}".utf8))
  }

  @Test func `an accepted file is moved and nothing lies beside it`() throws {
    let fixture = try InboxFixture()
    try fixture.drop("t.txt")
    let outcome = try fixture.folder.file(fixture.arrival(), fingerprint: fingerprint, to: .accepted)
    #expect(outcome == .filed(at: "\(fixture.folder.accepted)/t.txt"))
    #expect(try fixture.names(in: fixture.folder.accepted) == ["t.txt"])
    #expect(try fixture.names(in: fixture.folder.path).isEmpty)
  }

  @Test func `a refused file lies beside its cards`() throws {
    let fixture = try InboxFixture()
    try fixture.drop("t.txt")
    let outcome = try fixture.folder.file(
      fixture.arrival(), fingerprint: fingerprint, to: .refused(card: card))
    #expect(outcome == .filed(at: "\(fixture.folder.refused)/t.txt"))
    #expect(try fixture.names(in: fixture.folder.refused) == ["t.txt", "t.txt.card.json", "t.txt.card.txt"])
    #expect(try fixture.text("\(fixture.folder.refused)/t.txt.card.txt") == "t.txt was refused\n")
  }

  @Test func `a file is never moved over another, and its cards bear its new name`() throws {
    let fixture = try InboxFixture()
    for text in ["first", "second", "third"] {
      try fixture.drop("t.txt", text)
      let arrival = try fixture.arrival()
      let fingerprint = Fingerprint(of: text.utf8)
      let place = FilingPlace.refused { Card(text: "\($0): \(text)", json: Data(fingerprint.hex.utf8)) }
      _ = try fixture.folder.file(arrival, fingerprint: fingerprint, to: place)
    }
    let refused = fixture.folder.refused
    #expect(try fixture.text("\(refused)/t.txt") == "first")
    #expect(try fixture.text("\(refused)/t~2.txt") == "second")
    #expect(try fixture.text("\(refused)/t~3.txt") == "third")
    #expect(try fixture.text("\(refused)/t~3.txt.card.txt") == "t~3.txt: third")
    #expect(try fixture.names(in: refused).count == 9)
  }

  @Test func `a folder or a dangling link of the same name is not moved over either`() throws {
    let fixture = try InboxFixture()
    #expect(mkdir("\(fixture.folder.accepted)/t.txt", 0o750) == 0)
    #expect(symlink("/nowhere", "\(fixture.folder.accepted)/t~2.txt") == 0)
    try fixture.drop("t.txt")
    let outcome = try fixture.folder.file(fixture.arrival(), fingerprint: fingerprint, to: .accepted)
    #expect(outcome == .filed(at: "\(fixture.folder.accepted)/t~3.txt"))
  }

  @Test(arguments: [["t.txt.card.json"], ["t.txt.card.txt"], ["t.txt.card.json", "t.txt.card.txt"]])
  func `the cards of another file are not written over`(_ cards: [String]) throws {
    let fixture = try InboxFixture()
    let refused = fixture.folder.refused
    for card in cards {
      try "another's".write(toFile: "\(refused)/\(card)", atomically: false, encoding: .utf8)
    }
    try fixture.drop("t.txt")
    let outcome = try fixture.folder.file(
      fixture.arrival(), fingerprint: fingerprint, to: .refused(card: card))
    #expect(outcome == .filed(at: "\(refused)/t~2.txt"))
    for card in cards { #expect(try fixture.text("\(refused)/\(card)") == "another's") }
  }

  @Test(arguments: [["t.txt.card.json"], ["t.txt.card.json", "t.txt.card.txt"]])
  func `after a crash before the move the same name is chosen and the cards are rewritten`(
    _ written: [String]
  ) throws {
    let fixture = try InboxFixture()
    let refused = fixture.folder.refused
    for card in written {
      try "old \(fingerprint.hex)".write(toFile: "\(refused)/\(card)", atomically: false, encoding: .utf8)
    }
    try fixture.drop("t.txt")
    let outcome = try fixture.folder.file(
      fixture.arrival(), fingerprint: fingerprint, to: .refused(card: card))
    #expect(outcome == .filed(at: "\(refused)/t.txt"))
    #expect(try fixture.names(in: refused) == ["t.txt", "t.txt.card.json", "t.txt.card.txt"])
    #expect(try fixture.text("\(refused)/t.txt.card.txt") == "t.txt was refused\n")
  }

  @Test func `a half-written card of an interrupted attempt is swept away`() throws {
    let fixture = try InboxFixture()
    try fixture.drop("t.txt")
    let arrival = try fixture.arrival()
    let leftover = ".\(Fingerprint(of: arrival.identity.utf8).short).tmp"
    try "{".write(toFile: "\(fixture.folder.refused)/\(leftover)", atomically: false, encoding: .utf8)
    _ = try fixture.folder.file(arrival, fingerprint: fingerprint, to: .refused(card: card))
    #expect(
      try fixture.names(in: fixture.folder.refused) == ["t.txt", "t.txt.card.json", "t.txt.card.txt"])
  }

  @Test func `a file that was moved away already is gone, and leaves no cards`() throws {
    let fixture = try InboxFixture()
    try fixture.drop("t.txt")
    let arrival = try fixture.arrival()
    try FileManager.default.removeItem(atPath: "\(fixture.folder.path)/t.txt")
    #expect(
      try fixture.folder.file(arrival, fingerprint: fingerprint, to: .refused(card: card)) == .gone)
    #expect(try fixture.names(in: fixture.folder.refused).isEmpty)
  }

  @Test func `a file that took the name since stays for the next look, also at the last moment`() throws {
    let fixture = try InboxFixture()
    try fixture.drop("t.txt")
    let arrival = try fixture.arrival()
    let replacing = FilingPlace.refused { name in
      try? fixture.drop("t.txt", "something else")
      return card(name)
    }
    #expect(try fixture.folder.file(arrival, fingerprint: fingerprint, to: replacing) == .replaced)
    #expect(try fixture.folder.file(arrival, fingerprint: fingerprint, to: .accepted) == .replaced)
    #expect(try fixture.names(in: fixture.folder.refused).isEmpty)
    #expect(try fixture.text("\(fixture.folder.path)/t.txt") == "something else")
  }

  @Test(arguments: longNames)
  func `a name too long for its cards is shortened to the same one each time`(_ raw: [UInt8]) throws {
    let fixture = try InboxFixture()
    try fixture.drop(raw)
    let arrival = try fixture.arrival()
    let outcome = try fixture.folder.file(arrival, fingerprint: fingerprint, to: .refused(card: card))
    guard case .filed = outcome else { Issue.record("\(outcome)"); return }
    let name = FiledNames(for: arrival.entry).candidate(1)
    #expect(name.bytes.count <= 245)
    #expect(
      String(validating: raw, as: UTF8.self) == nil || String(validating: name.bytes, as: UTF8.self) != nil)
    #expect(name.bytes.suffix(4) == (raw.contains(0x2E) ? raw.suffix(4) : name.bytes.suffix(4)))
    #expect(FiledNames(for: arrival.entry).candidate(12).bytes.count <= 245)
  }

  @Test(arguments: [
    ("table.txt", 2, "table~2.txt"), ("table", 3, "table~3"), ("a.tar.gz", 10, "a.tar~10.gz"),
    ("table.", 2, "table~2."), ("table.txt", 1, "table.txt"),
    ("2011. Flyttinger mellom fylkene", 2, "2011. Flyttinger mellom fylkene~2"),
  ])
  func `a second file of one name is numbered before its ending`(
    _ name: String, _ attempt: Int, _ expected: String
  ) throws {
    let entry = try #require(EntryName(name.utf8))
    #expect(FiledNames(for: entry).candidate(attempt).printed == expected)
  }
}
