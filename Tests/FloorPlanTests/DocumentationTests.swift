import Testing

@Suite struct DocumentationTests {
  @Test(arguments: try Set(SourceFile.all().map(\.module)).sorted())
  func `every declaration that other modules see says what it is`(module: String) throws {
    let silent = try SourceFile.all().filter { $0.module == module }.flatMap { file in
      undocumented(file.lines).map { "\(file.path):\($0)" }
    }
    #expect(silent.isEmpty, "without a doc comment: \(silent.joined(separator: ", "))")
  }

  @Test(arguments: [
    (["/// Does.", "package func does() {}"], []),
    (["package func does() {}"], [1]),
    (["/// Does.", "@discardableResult", "package func does() {}"], []),
    (["/// Is.", "@OrNull package var it: Int?", "@OrNull package var other: Int?"], [3]),
    (["/// Is.", "", "package struct It {"], [3]),
    (["package import Foundation", "  package case one"], []),
    (["  package private(set) var it = 1", "  package static let all = 2", "  var own = 3"], [1, 2]),
  ])
  func `an undocumented declaration is found`(lines: [Substring], found: [Int]) {
    #expect(undocumented(lines) == found)
  }
}

/// The numbers of the lines that begin a shared declaration without a doc comment above it.
///
/// Enum cases may go without, since a good name says it all.
private func undocumented(_ lines: [Substring]) -> [Int] {
  lines.indices.filter { index in
    let words = lines[index].split(separator: " ")
    guard let access = words.firstIndex(where: { $0 == "package" || $0 == "public" }),
      words[..<access].allSatisfy({ $0.hasPrefix("@") }), access + 1 < words.count,
      !["import", "case", "extension", "indirect"].contains(words[access + 1])
    else { return false }
    var above = index - 1
    while above >= 0, isAttribute(lines[above]) { above -= 1 }
    return above < 0 || !isDocumentation(lines[above])
  }.map { $0 + 1 }
}

private func isAttribute(_ line: Substring) -> Bool {
  let words = line.split(separator: " ")
  return !words.isEmpty && words.allSatisfy { $0.hasPrefix("@") }
}

private func isDocumentation(_ line: Substring) -> Bool { line.drop { $0 == " " }.hasPrefix("///") }
