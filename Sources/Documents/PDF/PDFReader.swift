package import Extracts
import Foundation
import Glibc

/// Opens PDF files with the program `pdftotext`, which keeps the columns of a page.
///
/// - Lines and columns of the document are those of the program's text, pages
///   one after another.
package struct PDFReader: DocumentReader {
  /// Yearbooks have more, but the one table stands on few; a longer file is not opened in part.
  package static let mostPages = 50
  private static let sizeLimit = 16 << 20

  /// The name of the format.
  package let format = "PDF"

  private let searchPath: String
  private let bounds: Child.Bounds

  /// A reader that finds its programs where this process would.
  package init() {
    self.init(searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
  }

  /// A reader that finds its programs in given folders, parted by `:`.
  package init(searchPath: String) { self.init(searchPath: searchPath, bounds: Child.Bounds()) }

  init(searchPath: String, bounds: Child.Bounds) { (self.searchPath, self.bounds) = (searchPath, bounds) }

  /// Claims bytes that say PDF near their beginning, as the format allows.
  package func recognizes(_ extract: Extract) -> Bool { isPDF(extract.bytes) }

  /// Lets the program make text of the pages, and parts it into words.
  package func read(_ extract: Extract) throws(DocumentError) -> Document {
    do throws(DocumentError.Reason) {
      return .pageText(try pages(of: extract.bytes))
    } catch {
      throw DocumentError(error, in: extract.name)
    }
  }

  private func pages(of bytes: [UInt8]) throws(DocumentError.Reason) -> PageText {
    guard bytes.count <= Self.sizeLimit else { throw .tooLarge(bytes: bytes.count, limit: Self.sizeLimit) }
    guard !bytes.isEmpty else { throw .empty }
    let text = try text(of: bytes)
    // A form feed ends each page. One page more than is read was asked for, to notice it.
    guard text.count(where: { $0 == 0x0C }) <= Self.mostPages else {
      throw .beyondLimit(nil, "more than \(Self.mostPages) pages. Send the pages with the table alone.")
    }
    let page = try PageText(utf8: try utf8(of: text))
    guard !page.words.isEmpty else {
      throw .unsupported(
        nil,
        "a PDF without text, perhaps a scan. Ask the publisher for the figures, or send the table as text.")
    }
    return page
  }

  private func text(of bytes: [UInt8]) throws(DocumentError.Reason) -> [UInt8] {
    let child = Child(
      program: try find("pdftotext", of: "poppler-utils"),
      arguments: ["-layout", "-enc", "UTF-8", "-l", String(Self.mostPages + 1), "-", "-"],
      limiter: try find("prlimit", of: "util-linux"), searchPath: searchPath, bounds: bounds)
    let outcome: Child.Outcome
    do {
      outcome = try child.run(on: bytes)
    } catch {
      throw .toolFailed(tool: "pdftotext", short("\(error)"))
    }
    switch outcome.ending {
    case .exited(0): return outcome.output
    case .exited: throw .toolFailed(tool: "pdftotext", said(by: outcome))
    case .outOfTime, .killed(signal: Int(SIGXCPU)):
      throw .beyondLimit(
        nil, "takes pdftotext more than \(bounds.time). Send the pages with the table alone.")
    case .killed(signal: Int(SIGXFSZ)):
      throw .beyondLimit(
        nil, "has more than \(bounds.bytes) bytes of text. Send the pages with the table alone.")
    case .killed(let signal):
      throw .toolFailed(tool: "pdftotext", "it ended by signal \(signal). Take the extract again.")
    }
  }

  /// What the program complained of, in one line, with what to do.
  private func said(by outcome: Child.Outcome) -> String {
    let lines = String(decoding: outcome.complaint, as: UTF8.self).split(whereSeparator: \.isNewline)
    if lines.contains(where: { $0.contains("Incorrect password") }) {
      return "it is encrypted. Ask the publisher for a file without a password."
    }
    let errors = lines.filter { $0.contains("Error") }
    let first = (errors.isEmpty ? lines : errors).first.map(short) ?? "it gave no reason"
    return "\(first). Take the extract again."
  }

  private func short(_ text: some StringProtocol) -> String { printable(text.prefix(120)) }

  private func find(_ program: String, of package: String) throws(DocumentError.Reason) -> String {
    for folder in searchPath.split(separator: ":") where folder.hasPrefix("/") {
      let path = "\(folder)/\(program)"
      if access(path, X_OK) == 0 { return path }
    }
    throw .toolMissing(tool: program, package: package)
  }
}

/// Whether bytes say PDF within the first 1024, as far as viewers look for it.
func isPDF(_ bytes: [UInt8]) -> Bool {
  let magic = Array("%PDF-".utf8)
  let head = Array(bytes.prefix(1024))
  return head.indices.contains { head[$0...].starts(with: magic) }
}
