import FlowTables

/// What a printed label may stand for.
enum LabelMeaning: Hashable, Sendable {
  case place(Place)
  case total
  case axis(Axis)
  case year
  /// What is counted.
  case value
  /// The symbols beside the figures.
  case mark
}

/// Every label of a dataset as a tree of characters, so that one that is wrapped
/// over words and lines is found piece by piece.
///
/// Case, spacing, Unicode form and hyphens don't count.
struct LabelTrie: Sendable {
  private struct Node: Sendable {
    var children: [Character: Int] = [:]
    var meanings: [LabelMeaning] = []
  }

  /// Where a walk through the tree stands.
  struct Position: Equatable, Sendable { fileprivate let node: Int }

  static let root = Position(node: 0)

  private var nodes = [Node()]

  init(of dataset: Dataset) {
    for word in dataset.words.total { insert(word, .total) }
    for word in dataset.words.from { insert(word, .axis(.from)) }
    for word in dataset.words.to { insert(word, .axis(.to)) }
    for word in dataset.words.year { insert(word, .year) }
    for definition in dataset.places {
      for label in definition.labels { insert(label, .place(definition.place)) }
    }
  }

  /// The labels of headings and fields, which are parted for certain: also the words over figures, and those of our own export.
  init(ofFieldsOf dataset: Dataset) {
    self.init(of: dataset)
    for word in dataset.words.value { insert(word, .value) }
    for axis in [Axis.from, .to] {
      for ending in ["", "_code", "_label", "_name"] { insert(axis.rawValue + ending, .axis(axis)) }
    }
    insert("year", .year)
    insert("persons", .value)
    insert("value", .value)
    insert("symbol", .mark)
    if dataset.places.contains(where: \.place.isAbroad) { insert(Place.abroad.code, .place(.abroad)) }
  }

  /// Whether a look at a word's first letter leaves it possible that a label begins there.
  func mayBegin(with word: String) -> Bool {
    // Figures are most of a page and begin no label.
    guard let first = word.utf8.first, !(0x30...0x39).contains(first) else { return false }
    let small = (0x41...0x5A).contains(first) ? first | 0x20 : first
    return first >= 0x80 || small < 0x61 || nodes[0].children[Character(Unicode.Scalar(small))] != nil
  }

  /// What the label that ends at a position stands for; several places may share a name in different years.
  func meanings(at position: Position) -> [LabelMeaning] { nodes[position.node].meanings }

  /// What a word does to a walk.
  enum Step: Equatable {
    case inside(Position)
    /// The word is a dash between two pieces.
    case stays
    /// The word completes a label and a footnote mark follows: `Oslo1)`.
    case endsBeforeNote(Position)
    case leaves
  }

  func step(from position: Position, over word: [Character]) -> Step {
    var node = position.node
    for (index, character) in word.enumerated() {
      guard let next = nodes[node].children[character] else {
        let isNote = index > 0 && !nodes[node].meanings.isEmpty && word[index...].allSatisfy(isNoteMark)
        return isNote ? .endsBeforeNote(Position(node: node)) : .leaves
      }
      node = next
    }
    if word.isEmpty { return node == 0 ? .leaves : .stays }
    return .inside(Position(node: node))
  }

  /// The characters of a word that count.
  static func characters(of text: some StringProtocol) -> [Character] {
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      return LabelKey(text).folded.filter { !$0.isDash }.map(\.self)
    }
    return text.utf8.compactMap { byte in
      byte == 0x2D ? nil : Character(Unicode.Scalar((0x41...0x5A).contains(byte) ? byte | 0x20 : byte))
    }
  }

  private mutating func insert(_ label: String, _ meaning: LabelMeaning) {
    var node = 0
    for character in Self.characters(of: label) {
      if let next = nodes[node].children[character] {
        node = next
      } else {
        nodes.append(Node())
        nodes[node].children[character] = nodes.count - 1
        node = nodes.count - 1
      }
    }
    if node != 0, !nodes[node].meanings.contains(meaning) { nodes[node].meanings.append(meaning) }
  }
}

private func isNoteMark(_ character: Character) -> Bool { "0123456789¹²³*†():".contains(character) }

/// Every dash that is printed for a hyphen, a minus or the symbol `-`.
func isDash(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "-", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2015}", "\u{2212}": true
  default: false
  }
}

extension Character {
  /// Whether the character is a dash and nothing else.
  var isDash: Bool {
    guard let first = unicodeScalars.first, unicodeScalars.count == 1 else { return false }
    return Layouts.isDash(first)
  }
}
