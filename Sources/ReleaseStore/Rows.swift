import Foundation
import GRDB

extension Row {
  /// A column's value; a damaged file may hold one of another type.
  func value<Value: DatabaseValueConvertible>(_ column: String, as type: Value.Type = Value.self) throws
    -> Value
  {
    guard let value: Value = try optional(column) else {
      throw DamagedValue(what: "\(column) has no value")
    }
    return value
  }

  /// A column's value, where it has one.
  func optional<Value: DatabaseValueConvertible>(_ column: String, as type: Value.Type = Value.self) throws
    -> Value?
  {
    let stored: DatabaseValue = self[column]
    if stored.isNull { return nil }
    guard let value = Value.fromDatabaseValue(stored) else {
      throw DamagedValue(what: "\(column) holds \(stored.storage), which is not a \(type)")
    }
    return value
  }

  /// A column's text as a value of ours; `nil` for no text.
  func optional<Value>(_ column: String, _ read: (String) -> Value?) throws -> Value? {
    guard let text: String = try optional(column) else { return nil }
    guard let value = read(text) else { throw DamagedValue(what: "\(column) holds '\(text)'") }
    return value
  }

  /// A column's text as a value of ours.
  func value<Value>(_ column: String, _ read: (String) -> Value?) throws -> Value {
    guard let value = try optional(column, read) else { throw DamagedValue(what: "\(column) has no value") }
    return value
  }
}
