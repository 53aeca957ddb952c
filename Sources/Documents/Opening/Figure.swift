/// What a database's number says: a whole number, or its text where it is not whole or over 15 digits.
///
/// - Shape: digits without leading zeros, with or without a minus, a fraction
///   behind a point and an exponent; `nil` for anything else, such as `NaN`.
func figure(in bytes: [UInt8], _ range: Range<Int>) -> Cube.Cell.Value? {
  var digits = FigureDigits()
  var index = range.lowerBound
  func byte() -> UInt8? { index < range.upperBound ? bytes[index] : nil }

  let isNegative = byte() == UInt8(ascii: "-")
  if isNegative { index += 1 }
  let start = index
  while let digit = byte().flatMap(digitValue) {
    digits.append(digit)
    index += 1
  }
  guard index > start, index == start + 1 || bytes[start] != UInt8(ascii: "0") else { return nil }
  if byte() == UInt8(ascii: ".") {
    index += 1
    let fraction = index
    while let digit = byte().flatMap(digitValue) {
      digits.append(digit)
      index += 1
    }
    guard index > fraction else { return nil }
    digits.exponent -= index - fraction
  }
  if let mark = byte(), mark | 0x20 == UInt8(ascii: "e") {
    index += 1
    let sign = byte()
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { index += 1 }
    let first = index
    var exponent = 0
    while let digit = byte().flatMap(digitValue) {
      // No number of this size is whole or has 15 digits.
      (exponent, index) = (min(exponent * 10 + digit, 1 << 40), index + 1)
    }
    guard index > first else { return nil }
    digits.exponent += sign == UInt8(ascii: "-") ? -exponent : exponent
  }
  guard index == range.upperBound else { return nil }
  if let whole = digits.whole { return .number(isNegative ? -whole : whole) }
  return .text(String(decoding: bytes[range], as: UTF8.self))
}

/// The largest figure that is taken for a number.
let largestFigure = 999_999_999_999_999

/// 0 to 9; `nil` for a byte that is no digit.
func digitValue(_ byte: UInt8) -> Int? {
  (0x30...0x39).contains(byte) ? Int(byte) - 0x30 : nil
}

/// Digits without a point, and the power of ten that they are to be multiplied by.
private struct FigureDigits {
  private var number = 0
  /// Zeros that count only if another digit follows.
  private var zeros = 0
  private var isTooLong = false
  var exponent = 0

  mutating func append(_ digit: Int) {
    guard digit != 0 else { return zeros += 1 }
    while zeros > 0 && number > 0 && !isTooLong {
      keep(number * 10)
      zeros -= 1
    }
    zeros = 0
    keep(number * 10 + digit)
  }

  private mutating func keep(_ longer: Int) {
    if longer > largestFigure { isTooLong = true } else { number = longer }
  }

  var whole: Int? {
    guard !isTooLong else { return nil }
    guard number > 0 else { return 0 }
    let power = zeros + exponent
    guard (0...15).contains(power) else { return nil }
    let whole = (0..<power).reduce(number) { whole, _ in whole > largestFigure ? whole : whole * 10 }
    return whole > largestFigure ? nil : whole
  }
}
