extension Misreading {
  /// Every misreading of digits that turns one number into another, the plainest first.
  ///
  /// Zeros that come to stand in front are lost with what was before them: `1 005` without its first digit is 5.
  static func turning(_ right: Int, into read: Int) -> [Misreading] {
    guard right >= 0, read >= 0, right != read else { return [] }
    let (printed, found) = (digits(of: right), digits(of: read))
    var causes: [Misreading] = []
    if found.count > printed.count, let place = surplus(in: found, over: printed) {
      let isDoubled = place > 0 && found[place - 1] == found[place]
      causes.append(isDoubled ? .digitDoubled : .digitAdded)
    }
    if printed.indices.contains(where: { number(printed[..<$0] + printed[($0 + 1)...]) == read }) {
      causes.append(.digitLost)
    }
    let groups = groups(of: right)
    if groups.count > 1, groups.indices.contains(where: { number(groups, without: $0) == read }) {
      causes.append(.groupLost)
    }
    return found.count < printed.count
      ? causes + ofOneLength(printed, found) : ofOneLength(printed, found) + causes
  }

  /// What happened where the number of digits stayed the same, but for zeros in front.
  private static func ofOneLength(_ printed: [UInt8], _ found: [UInt8]) -> [Misreading] {
    guard found.count <= printed.count else { return [] }
    let found = Array(repeating: 0, count: printed.count - found.count) + found
    let differing = printed.indices.filter { printed[$0] != found[$0] }
    switch differing.count {
    case 1: return [.digitChanged]
    case 2 where isExchanged(printed, found, differing[0], differing[1]): return [.digitsExchanged]
    default:
      // Only whole groups of three, of which there are two or more, could have been exchanged.
      guard printed.count.isMultiple(of: 3), printed.count > 3, printed.count <= 12 else { return [] }
      let groups = stride(from: 0, to: printed.count, by: 3).map { Array(printed[$0..<$0 + 3]) }
      let others = stride(from: 0, to: found.count, by: 3).map { Array(found[$0..<$0 + 3]) }
      let apart = groups.indices.filter { groups[$0] != others[$0] }
      let isSwapped =
        apart.count == 2 && groups[apart[0]] == others[apart[1]] && groups[apart[1]] == others[apart[0]]
      return isSwapped ? [.groupsExchanged] : []
    }
  }

  private static func isExchanged(_ one: [UInt8], _ other: [UInt8], _ first: Int, _ second: Int) -> Bool {
    one[first] == other[second] && one[second] == other[first]
  }

  /// The last digit without which the longer number is the shorter.
  private static func surplus(in longer: [UInt8], over shorter: [UInt8]) -> Int? {
    guard longer.count == shorter.count + 1 else { return nil }
    return longer.indices.last { longer[..<$0] + longer[($0 + 1)...] == shorter[...] }
  }

  private static func digits(of number: Int) -> [UInt8] { String(number.magnitude).utf8.map { $0 - 0x30 } }

  private static func number(_ digits: some Sequence<UInt8>) -> Int {
    digits.reduce(0) { $0 * 10 + Int($1) }
  }

  /// The groups of three digits, as they are printed.
  private static func groups(of number: Int) -> [Int] {
    var (groups, rest): ([Int], Int) = ([], number)
    repeat {
      groups.insert(rest % 1000, at: 0)
      rest /= 1000
    } while rest > 0
    return groups
  }

  private static func number(_ groups: [Int], without place: Int) -> Int {
    groups.indices.reduce(0) { $1 == place ? $0 : $0 * 1000 + groups[$1] }
  }
}
