extension Duration {
  /// Units from long to short, in milliseconds.
  private static let units: [(name: String, milliseconds: Int64)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
  ]

  /// A hundred years: more would overflow a clock.
  private static let longest: Int64 = 36_500 * 86_400_000

  /// Reads the form of the settings: `50ms`, `3s`, `6h`, `1d`, `1h30m`.
  ///
  /// Units go from long to short, each at most once; `nil` for anything else.
  package init?(setting text: some StringProtocol) {
    var rest = text[...]
    var units = Self.units[...]
    var total: Int64 = 0
    repeat {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      let name = rest.dropFirst(digits.count).prefix { $0.isASCII && $0.isLetter }
      guard let count = Int64(digits), let unit = units.firstIndex(where: { $0.name == name }) else {
        return nil
      }
      let part = count.multipliedReportingOverflow(by: units[unit].milliseconds)
      guard !part.overflow, part.partialValue <= Self.longest - total else { return nil }
      total += part.partialValue
      rest = rest.dropFirst(digits.count + name.count)
      units = units[(unit + 1)...]
    } while !rest.isEmpty
    self = .milliseconds(total)
  }

  /// The form of the settings, with as few units as say it; parts of a millisecond are left out.
  package var settingText: String {
    let (seconds, attoseconds) = components
    guard seconds <= Self.longest / 1_000 else { return "\(seconds)s" }
    var left = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    var text = ""
    for unit in Self.units where left >= unit.milliseconds {
      text += "\(left / unit.milliseconds)\(unit.name)"
      left %= unit.milliseconds
    }
    return text.isEmpty ? "0s" : text
  }
}
