import Documents
import Extracts
import FlytTesting
import Foundation
import Testing

@Suite struct WrappingTests {
  private static let csv = Array("a;b\n1;2\n".utf8)

  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var name = "w.zip"
    let bytes: [UInt8]
    let members: [String]?
  }

  @Test(arguments: [
    Example(testDescription: "a text is no wrapper", bytes: csv, members: nil),
    Example(
      testDescription: "a workbook is no wrapper", bytes: ZipWriter(["xl/workbook.xml": csv]).bytes,
      members: nil),
    Example(
      testDescription: "an OpenDocument sheet is no wrapper",
      bytes: ZipWriter(["mimetype": csv, "content.xml": csv]).bytes, members: nil),
    Example(
      testDescription: "members come in archive order", bytes: ZipWriter(["b.csv": csv, "a.csv": csv]).bytes,
      members: ["w.zip/b.csv", "w.zip/a.csv"]),
    Example(
      testDescription: "what a desktop adds is left out",
      bytes: ZipWriter(["d/": [], "d/.DS_Store": csv, "__MACOSX/d/._a.csv": csv, "": csv, "d/å.csv": csv])
        .bytes,
      members: ["w.zip/d/å.csv"]),
    Example(
      testDescription: "names cannot reach a terminal", bytes: ZipWriter(["../\u{1B}[2Ja": csv]).bytes,
      members: ["w.zip/../\\u{1b}[2Ja"]),
    Example(
      testDescription: "gzip with a name", name: "x.gz", bytes: gzip(csv, name: "inner.csv"),
      members: ["x.gz/inner.csv"]),
    Example(
      testDescription: "gzip without one", name: "x.csv.gz", bytes: gzip(csv), members: ["x.csv.gz/x.csv"]),
    Example(
      testDescription: "a workbook in an archive stays whole",
      bytes: ZipWriter(["a.xlsx": ZipWriter(["xl/workbook.xml": csv]).bytes]).bytes,
      members: ["w.zip/a.xlsx"]),
    Example(
      testDescription: "three wrappers deep",
      bytes: ZipWriter(["b.zip": ZipWriter(["c.gz": gzip(csv)]).bytes, "d": csv]).bytes,
      members: ["w.zip/b.zip/c.gz/c", "w.zip/d"]),
  ])
  func `a wrapper gives its members`(_ example: Example) throws {
    let wrapper = extract(example.bytes, name: example.name)
    let members = try contents(of: wrapper)
    #expect(members?.map(\.name) == example.members)
    #expect(members?.allSatisfy { $0.isWhole && $0.retrievedAt == wrapper.retrievedAt } != false)
  }

  @Test func `streams of one gzip file are joined`() throws {
    let two = gzip(Array("a".utf8), name: "n") + gzip(Array("b".utf8)) + [0, 0, 0]
    #expect(try contents(of: extract(two))?.map(\.bytes) == [Array("ab".utf8)])
  }

  @Test func `many tiny streams are joined soon`() throws {
    let tiny = gzip([0x61])
    let bytes = Array(repeatElement(tiny, count: 20_000).joined())
    let members = try contents(of: extract(bytes))
    #expect(members?.first?.bytes.count == 20_000)
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    let message: String
  }

  @Test(arguments: [
    Refusal(
      testDescription: "an empty archive", bytes: ZipWriter().bytes,
      message: "w.zip: an archive with no file in it. Ask its sender for the table."),
    Refusal(
      testDescription: "folders alone", bytes: ZipWriter(["d/": []]).bytes,
      message: "w.zip: an archive with no file in it. Ask its sender for the table."),
    Refusal(
      testDescription: "an encrypted member",
      bytes: changed { $0.flags |= 1 },
      message: "w.zip: 'a.csv' is encrypted. Unpack it with its password and send what is inside."),
    Refusal(
      testDescription: "a wrong checksum", bytes: changed { $0.checksum ^= 1 },
      message: "w.zip: 'a.csv' does not unpack to what was packed (checksum). Take the extract again."),
    Refusal(
      testDescription: "an unknown method", bytes: changed { $0.method = 99 },
      message: "w.zip: 'a.csv' is packed in an uncommon way. Unpack it and send what is inside."),
    Refusal(
      testDescription: "a cut archive", bytes: ZipWriter(["a.csv": csv]).bytes.dropLast(30),
      message: "w.zip: the archive ends too early. The copy was cut; take the extract again."),
    Refusal(
      testDescription: "a cut gzip", bytes: gzip(csv).dropLast(9),
      message: "w.zip: the gzip stream ends too early. The copy was cut; take the extract again."),
    Refusal(
      testDescription: "a gzip's checksum", bytes: gzip(csv).dropLast(5) + [0, 8, 0, 0, 0],
      message: "w.zip: does not unpack to what was packed (checksum). Take the extract again."),
    Refusal(
      testDescription: "no gzip inside", bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF],
      message: "w.zip: no sound gzip stream. Take the extract again."),
    Refusal(
      testDescription: "bytes behind a gzip", bytes: gzip(csv) + csv,
      message:
        "w.zip: the last 8 bytes belong to no gzip stream. The copy is damaged; take the extract again."),
    Refusal(
      testDescription: "a bomb", bytes: ZipWriter([.init("a", zeros: 4 << 20)]).bytes,
      message: "w.zip: unpacks to more than 200 times its size, as no table does. Send the table alone."),
    Refusal(
      testDescription: "a gzip bomb", bytes: gzip(zeros: 4 << 20),
      message: "w.zip: unpacks to more than 200 times its size, as no table does. Send the table alone."),
    Refusal(
      testDescription: "a bomb with ballast",
      bytes: ZipWriter([
        .init("ballast", [UInt8](repeating: 1, count: 1 << 19)), .init("a", zeros: 70 << 20),
      ]).bytes,
      message: "w.zip: unpacks to more than 67108864 bytes. Send the files with the table alone."),
    Refusal(
      testDescription: "too many members",
      bytes: ZipWriter((0...200).map { .init("\($0).csv", csv) }).bytes,
      message: "w.zip: more than 200 files in an archive. Send those with the table alone."),
    Refusal(
      testDescription: "four wrappers deep", bytes: gzip(gzip(gzip(gzip(csv)))),
      message:
        "w.zip/w.zip/w.zip/w.zip: a wrapper in wrappers; at most 3 are opened. Send what is inside."),
  ])
  func `what cannot be unpacked is refused by name`(_ refusal: Refusal) throws {
    let error = #expect(throws: DocumentError.self) { try contents(of: extract(refusal.bytes)) }
    #expect(error?.description == refusal.message)
  }

  @Test func `spoilt wrappers are refused or opened, and never trap`() {
    var random = SeededGenerator(seed: 7)
    let samples = [
      ZipWriter(["a.csv": Self.csv, "b.csv": Self.csv]).bytes, gzip(Self.csv, name: "n"), gzip(zeros: 5000),
    ]
    for sample in samples {
      for _ in 0..<400 {
        var bytes = sample
        bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: .min ... .max, using: &random)
        _ = try? contents(of: extract(bytes))
      }
      for length in sample.indices { _ = try? contents(of: extract(Array(sample.prefix(length)))) }
    }
  }

  private func extract(_ bytes: [UInt8], name: String = "w.zip") -> Extract {
    Extract(name: name, bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 9))
  }

  private static func changed(_ change: (inout ZipWriter.Member) -> Void) -> [UInt8] {
    var member = ZipWriter.Member("a.csv", csv)
    change(&member)
    return ZipWriter([member]).bytes
  }
}
