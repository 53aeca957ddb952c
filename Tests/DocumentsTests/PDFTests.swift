import Extracts
import FlytTesting
import Foundation
import Testing

@testable import Documents

@Suite struct PDFTests {
  private static let lines = [
    "Flyttinger mellom fylkene. 2011", "", "             01 Østfold   02 Åmot",
    "01 Østfold        1 234        56",
    "02 Åmot (a\\b)       78       900",
  ]

  @Test func `words stand in the columns of the page`() throws {
    let words = try words(of: PDFForm().bytes(of: Self.lines))
    #expect(words.map(\.text) == Self.lines.flatMap { $0.split(separator: " ").map(String.init) })
    let (heading, figure) = (words.first { $0.text == "02" }, words.first { $0.text == "56" })
    #expect(heading?.line == 3)
    #expect(figure?.line == 4)
    #expect(figure.map { $0.gap != .blanks(1) } == true)
  }

  @Test func `pages follow one another`() throws {
    let words = try words(of: PDFForm(linesPerPage: 2).bytes(of: ["a b", "c", "d e", "f"]))
    #expect(words.map(\.text) == ["a", "b", "c", "d", "e", "f"])
    #expect(words.filter { $0.text == "d" }.allSatisfy { $0.isFirstOnLine && $0.line > 2 })
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    var searchPath = "/usr/bin:/bin"
    var bounds = Child.Bounds()
    let message: String
  }

  private static let sound = PDFForm().bytes(of: lines)

  @Test(arguments: [
    Refusal(
      testDescription: "without the program", bytes: sound, searchPath: "",
      message:
        "p.pdf: needs the program pdftotext, which can't be run here. Install it (Debian: apt install poppler-utils); where it is, let it be run (under systemd: ExecPaths, as flyt.service says). Then try again."
    ),
    Refusal(
      testDescription: "a scan", bytes: PDFForm(hasText: false).bytes(of: lines),
      message:
        "p.pdf: a PDF without text, perhaps a scan. Ask the publisher for the figures, or send the table as text."
    ),
    Refusal(
      testDescription: "broken", bytes: Array("%PDF-1.4\njunk".utf8),
      message:
        "p.pdf: pdftotext could not open it: Syntax Error: Couldn't find trailer dictionary. Take the extract again."
    ),
    Refusal(
      testDescription: "too many pages",
      bytes: PDFForm(linesPerPage: 1).bytes(of: (0...50).map(String.init)),
      message: "p.pdf: more than 50 pages. Send the pages with the table alone."),
    Refusal(
      testDescription: "too much text", bytes: sound, bounds: .init(bytes: 64),
      message: "p.pdf: has more than 64 bytes of text. Send the pages with the table alone."),
  ])
  func `what gives no text is refused by name`(_ refusal: Refusal) throws {
    let reader = PDFReader(searchPath: refusal.searchPath, bounds: refusal.bounds)
    let error = #expect(throws: DocumentError.self) { try reader.read(extract(refusal.bytes)) }
    #expect(error?.description == refusal.message)
  }

  @Test func `a program that takes too long is killed and leaves nothing behind`() throws {
    let folder = try TemporaryFolder()
    // A program of the same name that starts another and waits.
    let program = try folder.write("pdftotext", text: "#!/bin/sh\nsleep 7531\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let reader = PDFReader(
      searchPath: "\(folder.path):/usr/bin:/bin", bounds: .init(time: .milliseconds(300)))
    let clock = ContinuousClock()
    let time = clock.measure {
      let error = #expect(throws: DocumentError.self) { try reader.read(extract(Self.sound)) }
      #expect(error?.description.hasPrefix("p.pdf: takes pdftotext more than 0.3 seconds.") == true)
    }
    #expect(time < .seconds(10))
    #expect(children(named: "sleep 7531") == 0)
  }

  @Test func `reading on every thread of the pool ends`() async throws {
    let sound = Self.sound
    let texts = await withTaskGroup { group in
      for _ in 0..<8 {
        group.addTask { try? words(of: sound).count }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(texts == Array(repeating: try words(of: sound).count, count: 8))
  }

  @Test func `it conforms`() {
    let violations = ReaderConformance(
      of: PDFReader(), sample: PDFForm().bytes(of: ["a 1"]), hasTextPlaces: false
    ).violations()
    #expect(violations.isEmpty)
  }

  @Test func `a PDF is no page text, even behind other bytes`() throws {
    #expect(try open(extract(Array("junk\n".utf8) + Self.sound)).map(\.format) == ["PDF"])
  }

  private func children(named name: String) -> Int {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.count { process in
      let line = (try? Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline"))) ?? Data()
      return String(decoding: line.map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self).hasPrefix(name)
    }
  }

  private func extract(_ bytes: [UInt8]) -> Extract {
    Extract(name: "p.pdf", bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 0))
  }

  private func words(of bytes: [UInt8]) throws -> [Documents.PageText.Word] {
    guard case .pageText(let text) = try PDFReader().read(extract(bytes)) else { return [] }
    return text.words
  }
}
