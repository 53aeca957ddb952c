package import FlowTables

/// An address in which `{year}` and `{releasedOn}` stand for an edition's.
package struct AddressTemplate: Hashable, Sendable {
  /// As the settings have it.
  package let text: String

  /// A template; one without placeholders is an address by itself.
  package init(_ text: String) { self.text = text }

  /// Whether it can only be known when an edition has its date.
  package var hasDate: Bool { text.contains(Self.date) }

  private static let year = "{year}"
  private static let date = "{releasedOn}"

  /// The address of an edition; a placeholder for which nothing is given stays, and makes none.
  package func address(
    year: ReferenceYear? = nil, releasedOn date: CivilDate? = nil
  ) throws(WebAddress.Problem) -> WebAddress {
    var text = text
    if let year { text = text.replacing(Self.year, with: "\(year)") }
    if let date { text = text.replacing(Self.date, with: "\(date)") }
    guard !text.contains("{") else { throw .malformed }
    return try WebAddress(text)
  }
}

/// What the wanted links of a page look like: `*` for anything, `{year}` for four digits, `{releasedOn}` for a date.
package struct LinkPattern: Hashable, Sendable {
  private enum Piece: Hashable {
    case character(Character)
    case year
    case date
    case anything
  }

  private let pieces: [Piece]

  /// What a link says of its edition.
  package struct Match: Hashable, Sendable {
    /// The reference year, where the pattern asks for one.
    package var year: ReferenceYear?
  }

  /// Reads a pattern, which stands for a whole address.
  package init(_ text: String) {
    var pieces: [Piece] = []
    var rest = text[...]
    while let next = rest.first {
      if rest.hasPrefix("{year}") {
        pieces.append(.year)
        rest = rest.dropFirst("{year}".count)
      } else if rest.hasPrefix("{releasedOn}") {
        pieces.append(.date)
        rest = rest.dropFirst("{releasedOn}".count)
      } else {
        pieces.append(next == "*" ? .anything : .character(next))
        rest = rest.dropFirst()
      }
    }
    self.pieces = pieces
  }

  /// What an address says; `nil` for one that is not wanted.
  ///
  /// Takes time in proportion to the two lengths: a page is not ours.
  package func match(_ address: String) -> Match? {
    let text = Array(address)
    var (piece, at) = (0, 0)
    var match = Match()
    // Where to go on from when what follows the last `*` does not fit.
    var retry: (piece: Int, at: Int)?
    while piece < pieces.count || at < text.count {
      if piece < pieces.count {
        if pieces[piece] == .anything {
          retry = (piece, at)
          piece += 1
          continue
        }
        if let length = fits(pieces[piece], text, at, &match) {
          (piece, at) = (piece + 1, at + length)
          continue
        }
      }
      guard let last = retry, last.at < text.count else { return nil }
      retry = (last.piece, last.at + 1)
      (piece, at) = (last.piece + 1, last.at + 1)
    }
    return match
  }

  private func fits(_ piece: Piece, _ text: [Character], _ at: Int, _ match: inout Match) -> Int? {
    switch piece {
    case .character(let character): return at < text.count && text[at] == character ? 1 : nil
    case .year:
      guard at + 4 <= text.count, text[at..<(at + 4)].allSatisfy({ $0.isASCII && $0.isNumber }),
        let year = Int(String(text[at..<(at + 4)])).flatMap({ ReferenceYear($0) })
      else { return nil }
      match.year = year
      return 4
    case .date:
      return at + 10 <= text.count && CivilDate(iso: String(text[at..<(at + 10)])) != nil ? 10 : nil
    case .anything: return nil
    }
  }
}
