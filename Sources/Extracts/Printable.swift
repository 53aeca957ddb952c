/// A text fit for a terminal, a log and a file of ours, whatever was in it.
///
/// Control characters, line and paragraph separators, invisible and
/// direction-changing characters and unassigned ones become `\u{…}`, so that a
/// hostile file name can neither steer a terminal nor fake a line of output.
package func printable(_ text: some StringProtocol) -> String {
  guard !text.unicodeScalars.allSatisfy(isPrintable) else { return String(text) }
  var clean = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if isPrintable(scalar) {
      clean.append(scalar)
    } else {
      clean.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
    }
  }
  return String(clean)
}

private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
    return false
  default: return true
  }
}
