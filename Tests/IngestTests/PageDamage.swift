import FlytTesting
import Foundation

/// What may happen to a page's text on its way.
enum PageDamage: String, CaseIterable, Sendable {
  case otherByte, lostByte, doubledByte, exchangedBytes
  case otherDigit, lostDigit, doubledDigit, exchangedDigits
  case lostBlank, lostLine, doubledLine, exchangedLines
  case cut

  /// The damaged bytes; the same bytes where there is nothing to damage.
  func applied(to bytes: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
    switch self {
    case .otherByte:
      return changed(bytes, at: bytes.indices, &random) { $0[$1] = UInt8.random(in: 0x20...0x7E, using: &$2) }
    case .lostByte:
      return changed(bytes, at: bytes.indices, &random) { bytes, index, _ in bytes.remove(at: index) }
    case .doubledByte:
      return changed(bytes, at: bytes.indices, &random) { bytes, index, _ in
        bytes.insert(bytes[index], at: index)
      }
    case .exchangedBytes:
      return changed(bytes, at: bytes.indices.dropLast(), &random) { bytes, index, _ in
        bytes.swapAt(index, index + 1)
      }
    case .otherDigit:
      return changed(bytes, at: digits(of: bytes), &random) {
        $0[$1] = UInt8.random(in: 0x30...0x39, using: &$2)
      }
    case .lostDigit:
      return changed(bytes, at: digits(of: bytes), &random) { bytes, index, _ in bytes.remove(at: index) }
    case .doubledDigit:
      return changed(bytes, at: digits(of: bytes), &random) { bytes, index, _ in
        bytes.insert(bytes[index], at: index)
      }
    case .exchangedDigits:
      let pairs = digits(of: bytes).filter { $0 + 1 < bytes.count && isDigit(bytes[$0 + 1]) }
      return changed(bytes, at: pairs, &random) { bytes, index, _ in bytes.swapAt(index, index + 1) }
    case .lostBlank:
      // The second byte of a no-break space or the only one of a blank; the first is removed with it.
      let blanks = bytes.indices.filter { bytes[$0] == 0x20 || bytes[$0] == 0x09 || bytes[$0] == 0xA0 }
      return changed(bytes, at: blanks, &random) { bytes, index, _ in
        bytes.remove(at: index)
        if index > 0, bytes[index - 1] == 0xC2 { bytes.remove(at: index - 1) }
      }
    case .lostLine: return changedLines(bytes, &random) { lines, index in lines.remove(at: index) }
    case .doubledLine:
      return changedLines(bytes, &random) { lines, index in lines.insert(lines[index], at: index) }
    case .exchangedLines:
      return changedLines(bytes, &random) { lines, index in
        if index + 1 < lines.count { lines.swapAt(index, index + 1) }
      }
    case .cut: return Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
    }
  }

  private func changed(
    _ bytes: [UInt8], at places: some Collection<Int>, _ random: inout SeededGenerator,
    _ change: (inout [UInt8], Int, inout SeededGenerator) -> Void
  ) -> [UInt8] {
    guard let place = places.randomElement(using: &random) else { return bytes }
    var bytes = bytes
    change(&bytes, place, &random)
    return bytes
  }

  private func changedLines(
    _ bytes: [UInt8], _ random: inout SeededGenerator, _ change: (inout [ArraySlice<UInt8>], Int) -> Void
  ) -> [UInt8] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let full = lines.indices.filter { lines[$0].contains { $0 > 0x20 } }
    guard let index = full.randomElement(using: &random) else { return bytes }
    change(&lines, index)
    return Array(lines.joined(separator: [0x0A]))
  }

  private func digits(of bytes: [UInt8]) -> [Int] { bytes.indices.filter { isDigit(bytes[$0]) } }

  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
