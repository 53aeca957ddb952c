/// Lines that may have to lose candidates, each to be looked at with more and more effort.
struct WaitingLines {
  /// How many bits a set of slack may have at each effort; 0 looks at bounds alone.
  static let bits = [0, 1 << 12, 1 << 18]
  /// The same while branching, when there are many looks.
  static let bitsWhileBranching = [0, 1 << 12, 1 << 15]

  private var waiting: [[Int32]]
  private var isWaiting: [[Bool]]

  /// All lines wait.
  init(lines: Int) {
    waiting = Self.bits.map { _ in (0..<Int32(lines)).reversed() }
    isWaiting = Self.bits.map { _ in Array(repeating: true, count: lines) }
  }

  mutating func wake(_ line: Int) {
    for effort in isWaiting.indices where !isWaiting[effort][line] {
      isWaiting[effort][line] = true
      waiting[effort].append(Int32(line))
    }
  }

  /// The next line, the cheapest looks first.
  mutating func next() -> (line: Int, effort: Int)? {
    for effort in waiting.indices {
      while let line = waiting[effort].popLast() {
        // A line that was settled and woken again is listed twice.
        guard isWaiting[effort][Int(line)] else { continue }
        isWaiting[effort][Int(line)] = false
        return (Int(line), effort)
      }
    }
    return nil
  }

  /// More effort would find nothing more.
  mutating func settle(_ line: Int) {
    for effort in isWaiting.indices { isWaiting[effort][line] = false }
  }

  mutating func removeAll() {
    for effort in waiting.indices {
      for line in waiting[effort] { isWaiting[effort][Int(line)] = false }
      waiting[effort].removeAll(keepingCapacity: true)
    }
  }
}
