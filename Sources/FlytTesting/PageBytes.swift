import Foundation

/// Turns the lines of a page into bytes.
struct PageBytes {
  let options: PageTextOptions

  func encode(_ lines: [String]) -> [UInt8] {
    let text = lines.joined(separator: options.lineEnd.rawValue) + options.lineEnd.rawValue
    let composed = text.precomposedStringWithCanonicalMapping
    switch options.encoding {
    case .windows1252:
      // Neither decomposed letters nor narrow blanks exist in it.
      if let data = composed.data(using: .windowsCP1252) { return Array(data) }
      return utf8(text)
    case .utf8: return utf8(text)
    case .utf8WithMark: return [0xEF, 0xBB, 0xBF] + utf8(text)
    }
  }

  private func utf8(_ text: String) -> [UInt8] {
    switch options.form {
    case .composed: Array(text.precomposedStringWithCanonicalMapping.utf8)
    case .decomposed: Array(text.decomposedStringWithCanonicalMapping.utf8)
    }
  }
}
