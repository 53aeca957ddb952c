import TOMLKit

/// A TOML value as plain Swift, apart from TOMLKit's pointers.
enum TOMLNode: Equatable, Sendable {
  case text(String)
  case integer(Int)
  case truth(Bool)
  case list([TOMLNode])
  case table([String: TOMLNode])
  /// A kind that no key of ours has: a fraction, a date, a time.
  case other(String)

  /// How a message calls the value.
  var spoken: String {
    switch self {
    case .text(let text): "'\(text)'"
    case .integer(let number): "\(number)"
    case .truth(let truth): "\(truth)"
    case .list: "a list"
    case .table: "a table"
    case .other(let kind): kind
    }
  }
}

extension TOMLNode {
  /// Tables and lists inside one another; no file of ours needs more than five.
  private static let greatestDepth = 16

  /// Takes over a parsed value; what lies too deep becomes ``other(_:)``.
  init(_ value: TOMLValue, depth: Int = 0) {
    guard depth <= Self.greatestDepth else {
      self = .other("a value more than \(Self.greatestDepth) tables deep")
      return
    }
    if let text = value.string {
      self = .text(text)
    } else if let number = value.int {
      self = .integer(number)
    } else if let truth = value.bool {
      self = .truth(truth)
    } else if let list = value.array {
      self = .list((0..<list.count).map { TOMLNode(list[$0].tomlValue, depth: depth + 1) })
    } else if let table = value.table {
      self = .table(Self.entries(of: table, depth: depth + 1))
    } else {
      self = .other("a \(value.type)")
    }
  }

  /// The entries of a parsed table by key.
  static func entries(of table: TOMLTable, depth: Int = 0) -> [String: TOMLNode] {
    var entries: [String: TOMLNode] = [:]
    for key in table.keys {
      entries[key] = (table[key]?.tomlValue).map { TOMLNode($0, depth: depth) }
    }
    return entries
  }
}
