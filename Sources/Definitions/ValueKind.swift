/// A kind of value that a key may ask for.
struct ValueKind<Value> {
  /// With its article, as a message says it.
  let name: String
  /// A value as the file would write it.
  let example: String
  /// Gives `nil` for a value of another kind.
  let read: (TOMLNode) -> Value?
}

extension ValueKind<String> {
  static var text: Self { text("a non-empty text") }

  /// A text of which more is known.
  static func text(
    _ name: String, example: String = "\"…\"", where isRight: @escaping (String) -> Bool = { _ in true }
  ) -> Self {
    Self(name: name, example: example) { node in
      guard case .text(let text) = node, text.contains(where: { !$0.isWhitespace }) else { return nil }
      return isRight(text) ? text : nil
    }
  }

  /// What may stand in a header.
  static var line: Self {
    text("a text of one line") { $0.unicodeScalars.allSatisfy(\.isPrintable) }
  }

  /// The name of a file without its folder.
  static func fileName(example: String) -> Self {
    text("the plain name of a file", example: "\"\(example)\"") { name in
      ![".", ".."].contains(name) && name.unicodeScalars.allSatisfy { $0.isPrintable && $0 != "/" }
    }
  }
}

extension Unicode.Scalar {
  /// Whether it is none that steers a terminal or ends a line or a C string.
  fileprivate var isPrintable: Bool { value >= 0x20 && value != 0x7F }
}

extension ValueKind<[String]> {
  static var texts: Self {
    Self(name: "a list of non-empty texts", example: "[\"…\"]") { node in
      guard case .list(let items) = node else { return nil }
      let texts = items.compactMap(ValueKind<String>.text.read)
      return texts.count == items.count ? texts : nil
    }
  }
}

extension ValueKind<Int> {
  /// A whole number within limits.
  static func integer(_ range: ClosedRange<Int>, example: Int) -> Self {
    let limits =
      range.upperBound == .max
      ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
    return Self(name: "a whole number \(limits)", example: "\(example)") { node in
      guard case .integer(let number) = node, range.contains(number) else { return nil }
      return number
    }
  }
}

extension ValueKind<Bool> {
  static var truth: Self {
    Self(name: "true or false", example: "true") { node in
      guard case .truth(let truth) = node else { return nil }
      return truth
    }
  }
}

extension ValueKind<Duration> {
  /// A span of time in quotes, such as `"6h"`.
  static func duration(example: String, orZero: Bool = false) -> Self {
    Self(name: orZero ? "a duration" : "a duration over zero", example: "\"\(example)\"") { node in
      guard case .text(let text) = node, let duration = Duration(setting: text) else { return nil }
      return duration > .zero || orZero ? duration : nil
    }
  }
}
