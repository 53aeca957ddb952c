/// A number as messages print it, with blanks between thousands: `1 278`, `-12 000`.
package func grouped(_ number: Int) -> String {
  let digits = String(number.magnitude)
  var text = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { text.append(" ") }
    text.append(digit)
  }
  return number < 0 ? "-" + text : text
}
