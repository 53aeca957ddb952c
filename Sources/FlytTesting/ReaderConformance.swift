package import Documents
import Extracts
import Foundation

/// What every reader of a format must do with good and bad bytes.
///
/// Runs a reader on a sample and on copies that are cut, empty, spoilt and
/// grown, and says in words what it does wrong.
package struct ReaderConformance {
  /// The longest that a reader may take for one spoilt copy, in a debugging build.
  private static let patience: Duration = .seconds(2)

  private let reader: any DocumentReader
  private let sample: [UInt8]
  /// Whether lines and columns of the document are those of the bytes as text.
  private let hasTextPlaces: Bool
  /// Makes a copy of the sample that is too large to be a table.
  private let oversized: [UInt8]?

  /// A suite for a reader and bytes that it opens; `oversized` are bytes of its format that it must refuse.
  package init(
    of reader: any DocumentReader, sample: [UInt8], hasTextPlaces: Bool, oversized: [UInt8]? = nil
  ) {
    (self.reader, self.sample, self.hasTextPlaces) = (reader, sample, hasTextPlaces)
    self.oversized = oversized
  }

  /// Everything the reader does wrong; empty where it conforms.
  package func violations(seed: UInt64 = 1) -> [String] {
    goodBytes() + emptyBytes() + hugeBytes() + cutBytes() + spoiltBytes(seed: seed)
  }

  private func extract(_ bytes: [UInt8], name: String = "sample") -> Extract {
    Extract(name: name, bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 1_800_000_000))
  }

  private func goodBytes() -> [String] {
    guard reader.recognizes(extract(sample)) else { return ["does not know its own format"] }
    do throws(DocumentError) {
      let document = try reader.read(extract(sample))
      let again = try reader.read(extract(sample, name: "other.name"))
      return (document == again ? [] : ["the same bytes twice give different documents"])
        + (hasTextPlaces ? misplaced(in: document) : [])
    } catch {
      return ["refuses the sample: \(error)"]
    }
  }

  private func emptyBytes() -> [String] {
    [[], Array(" \n".utf8), [0xEF, 0xBB, 0xBF]].compactMap { bytes in
      (try? reader.read(extract(bytes))) == nil ? nil : "opens \(bytes.count) bytes of nothing"
    }
  }

  private func hugeBytes() -> [String] {
    guard let oversized else { return [] }
    return (try? reader.read(extract(oversized))) == nil ? [] : ["opens \(oversized.count) bytes"]
  }

  /// Cuts at every length, or at a thousand of them; each must end in a document or an error, soon.
  private func cutBytes() -> [String] {
    let step = max(1, sample.count / 1000)
    return stride(from: 0, to: sample.count, by: step).compactMap { length in
      slowness(on: Array(sample.prefix(length)), named: "cut after \(length) bytes")
    }
  }

  private func spoiltBytes(seed: UInt64) -> [String] {
    var random = SeededGenerator(seed: seed)
    return (0..<300).compactMap { round in
      var bytes = sample
      for _ in 0...(round % 8) where !bytes.isEmpty {
        let index = Int.random(in: bytes.indices, using: &random)
        switch round % 3 {
        case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &random)
        case 1: bytes.remove(at: index)
        default: bytes.insert(UInt8.random(in: 0x20...0x7E, using: &random), at: index)
        }
      }
      if round % 50 == 49 { bytes = bytes.map { _ in UInt8.random(in: .min ... .max, using: &random) } }
      return slowness(on: bytes, named: "spoilt in round \(round) of seed \(seed)")
    }
  }

  private func slowness(on bytes: [UInt8], named name: String) -> String? {
    let copy = extract(bytes)
    let clock = ContinuousClock()
    let time = clock.measure {
      if reader.recognizes(copy) { _ = try? reader.read(copy) }
    }
    return time < Self.patience ? nil : "takes \(time) for the sample \(name)"
  }

  /// The pieces that don't stand where the document says; their first character is looked for there.
  private func misplaced(in document: Document) -> [String] {
    let lines = String(decoding: sample, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).map(Array.init)
    return document.pieces.filter { !$0.text.isEmpty }.compactMap { piece in
      let (line, column) = (piece.at.line - 1, piece.at.column - 1)
      guard lines.indices.contains(line), lines[line].indices.contains(column) else {
        return "'\(piece.text)' stands outside the text, at \(piece.at)"
      }
      guard lines[line][column] != piece.text.first else { return nil }
      return "'\(piece.text)' does not stand at \(piece.at), where '\(lines[line][column])' is"
    }
  }
}

extension Document {
  /// Its words, cells or numbers with their places.
  fileprivate var pieces: [(text: String, at: DocumentPlace)] {
    switch self {
    case .pageText(let text):
      text.words.map { ($0.text, DocumentPlace(line: $0.line, column: $0.column)) }
    case .sheets(let sheets):
      sheets.flatMap { $0.rows.joined().map { ($0.text, $0.at) } }
    case .cubes(let cubes):
      cubes.flatMap { cube in
        cube.cells.compactMap { cell in
          if case .number(let number) = cell.value { (String(number), cell.at) } else { nil }
        }
      }
    }
  }
}
