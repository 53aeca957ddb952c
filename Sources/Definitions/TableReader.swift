import FlowTables

/// Hands out the values of one TOML table, and notes what is wrong with them.
///
/// Reading goes on after a problem, so that all are reported together. A key
/// that nobody asked for is a problem too: ``finish()`` tells.
final class TableReader {
  /// Empty for the whole file.
  let keyPath: String
  private let values: [String: TOMLNode]
  private let problems: ProblemList
  private var asked: [String] = []
  private var children: [TableReader] = []
  private var takesAnyKey = false

  init(_ values: [String: TOMLNode], at keyPath: String = "", problems: ProblemList) {
    (self.values, self.keyPath, self.problems) = (values, keyPath, problems)
  }

  /// A value that may be left out.
  func optional<Value>(_ key: String, _ kind: ValueKind<Value>) -> Value? {
    guard let node = node(key) else { return nil }
    if let value = kind.read(node) { return value }
    note(key, "\(node.spoken) is not \(kind.name)", "Write \(key) = \(kind.example).")
    return nil
  }

  /// A value without which the table means nothing; `nil` after a problem.
  func required<Value>(_ key: String, _ kind: ValueKind<Value>) -> Value? {
    if lacks(key) { note(key, "missing", "Add \(key) = \(kind.example).") }
    return optional(key, kind)
  }

  /// A table of this table; `nil` where it is left out or is none.
  func table(_ key: String) -> TableReader? {
    guard let node = node(key) else { return nil }
    guard case .table(let entries) = node else {
      note(key, "\(node.spoken) is not a table", "Write [\(path(of: key))] and its keys below.")
      return nil
    }
    return child(entries, at: path(of: key))
  }

  /// The tables under `[[key]]`, in the order of the file.
  func tables(_ key: String) -> [TableReader] {
    guard let node = node(key) else { return [] }
    guard case .list(let items) = node else {
      note(key, "\(node.spoken) is not a list of tables", "Write [[\(path(of: key))]] with two brackets.")
      return []
    }
    return items.enumerated().compactMap { index, item in
      guard case .table(let entries) = item else {
        let itemPath = "\(path(of: key))[\(index + 1)]"
        problems.note(itemPath, "\(item.spoken) is not a table", "Write [[\(path(of: key))]].")
        return nil
      }
      return child(entries, at: "\(path(of: key))[\(index + 1)]")
    }
  }

  /// A table with keys of the operator's own choice, such as language codes; empty where it is left out.
  func dictionary<Value>(_ key: String, of kind: ValueKind<Value>) -> [String: Value] {
    guard let entries = table(key) else { return [:] }
    entries.takesAnyKey = true
    return entries.values.keys.sorted().reduce(into: [:]) { all, name in
      all[name] = entries.optional(name, kind)
    }
  }

  /// Whether a key is left out.
  func lacks(_ key: String) -> Bool { values[key] == nil }

  /// Whether a key holds a table or is left out: nothing has been noted about its kind.
  func isSoundTable(_ key: String) -> Bool {
    guard let value = values[key] else { return true }
    if case .table = value { return true }
    return false
  }

  /// Leaves the keys that nobody asked for alone.
  func allowAnyKey() { takesAnyKey = true }

  /// Notes a problem with a key of this table, or with an item of the table at that key.
  func note(_ key: String, item: String? = nil, _ what: String, _ advice: String) {
    let suffix = item.map { ".\(KeyLines.spelled($0))" } ?? ""
    problems.note(path(of: key) + suffix, what, advice)
  }

  /// Notes a problem with the table as a whole.
  func note(_ what: String, _ advice: String) { problems.note(keyPath, what, advice) }

  /// Notes every key that nobody asked for, here and in the tables that were read.
  func finish() {
    if !takesAnyKey {
      for key in values.keys.sorted() where !asked.contains(key) {
        let guess = nearestName(to: key, among: asked)
        let all = "The keys here are: \(asked.joined(separator: ", "))."
        note(key, "unknown key", guess.map { "Did you mean '\($0)'?" } ?? all)
      }
    }
    children.forEach { $0.finish() }
  }

  private func node(_ key: String) -> TOMLNode? {
    if !asked.contains(key) { asked.append(key) }
    return values[key]
  }

  private func child(_ entries: [String: TOMLNode], at keyPath: String) -> TableReader {
    let child = TableReader(entries, at: keyPath, problems: problems)
    children.append(child)
    return child
  }

  private func path(of key: String) -> String {
    let key = KeyLines.spelled(key)
    return keyPath.isEmpty ? key : "\(keyPath).\(key)"
  }
}
