import Foundation

/// Any JSON, for tests that look at what scripts would see.
enum JSONValue: Equatable, Decodable {
  case null
  case truth(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  /// Reads one document and nothing behind it.
  init(_ bytes: [UInt8]) throws { self = try JSONDecoder().decode(Self.self, from: Data(bytes)) }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let truth = try? container.decode(Bool.self) {
      self = .truth(truth)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// The value of a key; `nil` where there is no such key, which is not the same as `null`.
  subscript(key: String) -> JSONValue? {
    if case .object(let object) = self { object[key] } else { nil }
  }

  subscript(index: Int) -> JSONValue? {
    if case .list(let list) = self, list.indices.contains(index) { list[index] } else { nil }
  }

  var list: [JSONValue] { if case .list(let list) = self { list } else { [] } }
  var text: String? { if case .text(let text) = self { text } else { nil } }
  var number: Int? { if case .number(let number) = self { Int(exactly: number) } else { nil } }
  var keys: Set<String> { if case .object(let object) = self { Set(object.keys) } else { [] } }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral
{
  init(stringLiteral text: String) { self = .text(text) }
  init(integerLiteral number: Int) { self = .number(Double(number)) }
  init(booleanLiteral truth: Bool) { self = .truth(truth) }
  init(arrayLiteral values: JSONValue...) { self = .list(values) }
}

/// What a script finds at a path of keys and positions, such as `at(report, "outcomes", 0, "vintage")`.
func at(_ value: JSONValue, _ path: any JSONStep...) -> JSONValue? {
  path.reduce(Optional(value)) { value, step in value.flatMap { step.taken(in: $0) } }
}

/// A key, or a position that counts from 0.
protocol JSONStep {
  func taken(in value: JSONValue) -> JSONValue?
}

extension String: JSONStep {
  func taken(in value: JSONValue) -> JSONValue? { value[self] }
}

extension Int: JSONStep {
  func taken(in value: JSONValue) -> JSONValue? { value[self] }
}
