import Testing

/// What input could turn into a trap, or what hides a data race, and what to write instead.
private let forbidden: [(text: String, instead: String)] = [
  ("try!", "throw a typed error"),
  ("as!", "use a conditional cast"),
  ("fatalError(", "throw a typed error"),
  ("preconditionFailure(", "throw a typed error"),
  ("@unchecked Sendable", "use an actor or a Mutex"),
  ("nonisolated(unsafe)", "use an actor or a Mutex"),
]

@Suite struct FormTests {
  @Test(arguments: forbidden.indices)
  func `nothing in the program traps or hides a race`(index: Int) throws {
    let (text, instead) = forbidden[index]
    for file in try SourceFile.all() {
      for (number, line) in file.lines.enumerated() where !isComment(line) {
        #expect(!line.contains(text), "\(file.path):\(number + 1): \(text), where you could \(instead)")
      }
    }
  }

  @Test func `a file over 400 lines says why`() throws {
    for file in try SourceFile.all() where file.lines.count > 400 {
      #expect(file.lines.first?.hasPrefix("//") == true, "\(file.path) has \(file.lines.count) lines")
    }
  }

  @Test func `no folder is a place for anything`() throws {
    let vague: Set<Substring> = ["Core", "Common", "Utils", "Utilities", "Helpers", "Manager", "Misc"]
    for file in try SourceFile.all() {
      let parts = file.path.dropLast(".swift".count).split(separator: "/")
      #expect(vague.isDisjoint(with: parts), "\(file.path) has a name that says nothing")
    }
  }
}

private func isComment(_ line: Substring) -> Bool { line.drop { $0 == " " }.hasPrefix("//") }
