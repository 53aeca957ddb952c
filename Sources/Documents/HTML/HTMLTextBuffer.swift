/// Gathers the characters of one block element as a browser shows them.
struct HTMLTextBuffer {
  private var text = HTMLText(bytes: [], pieces: [], isPreformatted: false)
  private var needsBlank = false

  /// Adds characters that stand from `offset` on in the page; all of them at `offset` where they replace something.
  mutating func append(
    _ run: UnsafeBufferPointer<UInt8>, from offset: Int, isLiteral: Bool, isPreformatted: Bool
  ) {
    if isPreformatted { text.isPreformatted = true }
    var index = 0
    // Whether the last byte of `run` was added.
    var isContiguous = false
    while index < run.count {
      if !isPreformatted, run[index] <= 0x20 {
        repeat { index += 1 } while index < run.count && run[index] <= 0x20
        (needsBlank, isContiguous) = (!text.bytes.isEmpty, false)
        continue
      }
      let end = Self.endOfLetters(in: run, from: index, isPreformatted: isPreformatted)
      if end > index {
        if needsBlank { separate() }
        if !isContiguous { addPiece(offset: isLiteral ? offset + index : offset) }
        text.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: run[index..<end]))
        (isContiguous, index) = (true, end)
        continue
      }
      let byte = run[index]
      let character = SeenCharacter(run, at: index)
      let next = min(index + character.length, run.count)
      defer { index = next }
      switch character.kind {
      case .noBreak where !isPreformatted && text.bytes.isEmpty, .invisible:
        isContiguous = false
        continue
      default: break
      }
      if needsBlank { separate() }
      if !isContiguous { addPiece(offset: isLiteral ? offset + index : offset) }
      isContiguous = true
      if byte == 0x0D || byte == 0x0B || byte == 0x0C {
        // Of CRLF the second counts.
        if byte != 0x0D || next == run.count || run[next] != 0x0A { text.bytes.append(0x0A) }
        isContiguous = false
      } else {
        for position in index..<next { text.bytes.append(run[position]) }
      }
    }
  }

  /// Parts what stands before from what follows, unless blanks do.
  mutating func breakWord() { needsBlank = !text.bytes.isEmpty }

  /// Ends a line that is seen to end.
  mutating func breakLine() {
    guard !text.bytes.isEmpty else { return }
    text.bytes.append(0x0A)
    needsBlank = false
  }

  /// Hands over the text without blanks around it, and begins anew; `nil` where there is none.
  mutating func take() -> HTMLText? {
    guard !text.bytes.isEmpty else {
      needsBlank = false
      return nil
    }
    var taken = text
    self = HTMLTextBuffer()
    taken.bytes.removeLast(trailingBlanks(of: taken.bytes))
    return taken.bytes.isEmpty ? nil : taken
  }

  /// Where the run of characters ends that need no look each; most of a page are such.
  private static func endOfLetters(
    in run: UnsafeBufferPointer<UInt8>, from start: Int, isPreformatted: Bool
  ) -> Int {
    var index = start
    while index < run.count {
      let byte = run[index]
      // Blanks, and what begins a character that may be one or not be seen.
      if byte <= 0x20, !isPreformatted || 0x0B...0x0D ~= byte { break }
      if byte == 0xC2 || byte == 0xE2 || byte == 0xEF { break }
      index += 1
    }
    return index
  }

  private mutating func addPiece(offset: Int) {
    text.pieces.append(HTMLText.Piece(at: text.bytes.count, offset: offset))
  }

  private mutating func separate() {
    needsBlank = false
    if text.bytes.last != 0x0A { text.bytes.append(0x20) }
  }
}

private func trailingBlanks(of bytes: [UInt8]) -> Int {
  var end = bytes.count
  while end > 0 {
    if bytes[end - 1] <= 0x20 {
      end -= 1
    } else if bytes[..<end].hasSuffix([0xC2, 0xA0]) {
      end -= 2
    } else if end >= 3, bytes[end - 3] == 0xE2, bytes[end - 2] == 0x80, isWideBlank(bytes[end - 1]) {
      end -= 3
    } else {
      break
    }
  }
  return bytes.count - end
}

extension ArraySlice<UInt8> {
  fileprivate func hasSuffix(_ suffix: [UInt8]) -> Bool { self.suffix(suffix.count).elementsEqual(suffix) }
}

/// Whether E2 80 and this byte are one of the blanks from U+2000 on, or U+202F.
private func isWideBlank(_ byte: UInt8) -> Bool { (0x80...0x8A).contains(byte) || byte == 0xAF }

/// A character of valid UTF-8.
private struct SeenCharacter {
  enum Kind { case letter, noBreak, invisible }

  let kind: Kind
  let length: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
    let first = bytes[index]
    guard first >= 0x80 else {
      (kind, length) = (.letter, 1)
      return
    }
    length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    let second = index + 1 < bytes.count ? bytes[index + 1] : 0
    let third = index + 2 < bytes.count ? bytes[index + 2] : 0
    kind =
      switch (first, second, third) {
      case (0xC2, 0xA0, _): .noBreak
      case (0xE2, 0x80, _) where isWideBlank(third): .noBreak
      case (0xC2, 0xAD, _), (0xE2, 0x80, 0x8B...0x8F), (0xE2, 0x81, 0xA0), (0xEF, 0xBB, 0xBF): .invisible
      default: .letter
      }
  }
}
