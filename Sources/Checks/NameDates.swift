import FlowTables

/// The dates and years in an extract's name or address.
///
/// `tab-2012-05-11-02` holds the edition's date; a lone `2011` is a witness
/// of the reference year.
struct NameDates: Equatable {
  /// The first full date.
  var date: CivilDate?
  /// Numbers of four digits in the range of reference years, outside dates.
  var years: [Int] = []

  init(in name: String) {
    let numbers = name.split { !$0.isASCII || !$0.isNumber }
    var index = 0
    while index < numbers.count {
      if let (found, length) = Self.date(at: index, of: numbers, in: name) {
        date = date ?? found
        index += length
      } else {
        if numbers[index].count == 4, let year = Int(numbers[index]), ReferenceYear(year) != nil {
          years.append(year)
        }
        index += 1
      }
    }
  }

  /// A date that begins with the number at an index, and how many numbers it takes.
  private static func date(
    at index: Int, of numbers: [Substring], in name: String
  ) -> (CivilDate, length: Int)? {
    let first = numbers[index]
    if first.count == 8, let date = civilDate(first.prefix(4), first.dropFirst(4).prefix(2), first.suffix(2))
    {
      return (date, 1)
    }
    guard index + 2 < numbers.count, first.count == 4 else { return nil }
    let parts = numbers[index...(index + 2)]
    // One separator, such as `-`, between the parts; anything more parts them.
    guard parts.dropFirst().allSatisfy({ $0.count == 2 }),
      name.distance(from: first.startIndex, to: numbers[index + 2].endIndex) == 10,
      let date = civilDate(first, numbers[index + 1], numbers[index + 2])
    else { return nil }
    return (date, 3)
  }

  private static func civilDate(_ year: Substring, _ month: Substring, _ day: Substring) -> CivilDate? {
    guard let date = CivilDate(iso: "\(year)-\(month)-\(day)") else { return nil }
    return ReferenceYear(date.year) == nil ? nil : date
  }
}
