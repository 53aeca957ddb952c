package import Checks
package import FlowTables
import Foundation
package import ReleaseStore

/// The items of the quarantine for a terminal, oldest first.
package func quarantineTable(_ items: [QuarantineItem]) -> String {
  guard !items.isEmpty else { return "Nothing waits in quarantine.\n" }
  var table = TextTable([
    ("ID", .right), ("State", .left), ("Fate", .left), ("Dataset", .left), ("Year", .left), ("Name", .left),
    ("Since", .left), ("Finding", .left),
  ])
  for item in items {
    let more = item.findings.count - 1
    table.add([
      String(item.id), item.state.rawValue, item.fate.rawValue, item.dataset ?? "unknown",
      item.year?.description ?? "unknown", item.name, timestamp(item.openedAt),
      (item.findings.first?.code.rawValue ?? "none") + (more > 0 ? " and \(more) more" : ""),
    ])
  }
  return table.text
}

/// What is known of an item, before its table: whose it is, where it came from, what was decided.
package func quarantineText(_ item: QuarantineItem) -> String {
  let table = [item.dataset, item.year?.description].compactMap(\.self).joined(separator: " ")
  var lines = [
    "Item \(item.id), \(item.state.rawValue): \(item.name)\(table.isEmpty ? "" : ", \(table)"), "
      + item.fate.rawValue,
    "SHA-256 \(item.sha256), from \(item.source.map { "source \($0)" } ?? "a named file")",
    "since \(timestamp(item.openedAt)), last judged or decided on \(timestamp(item.lastAt))",
  ]
  lines += item.decisions.map { decision in
    "\(decision.action == .accept ? "accepted" : "dropped") by \(decision.by) at \(decision.at): "
      + decision.because
  }
  return lines.joined(separator: "\n") + "\n"
}

/// Findings as reports list them, one below the other.
package func findingLines(_ findings: [Finding]) -> String {
  findings.map { "  \($0.severity.rawValue) \($0.code.rawValue): \($0.message)\n" }.joined()
}

/// The lines of a text that findings point at, each with a caret below the place; empty for bytes that are no text.
///
/// Long lines are cut to what surrounds the place.
package func sourceLines(of bytes: [UInt8], at findings: [Finding], most: Int = 12) -> String {
  guard !bytes.prefix(4096).contains(0), !bytes.starts(with: "%PDF".utf8), !bytes.starts(with: "PK".utf8)
  else {
    return ""
  }
  let text =
    String(validating: bytes, as: UTF8.self)
    ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  var shown: Set<Int> = []
  var output = ""
  for finding in findings {
    guard shown.count < most, let line = finding.line, lines.indices.contains(line - 1),
      shown.insert(line).inserted
    else { continue }
    output += quoted(lines[line - 1], number: line, column: finding.column ?? 1)
  }
  return output
}

/// One line with a caret below a column.
private func quoted(_ line: Substring, number: Int, column: Int) -> String {
  let width = 120
  let first = max(0, min(column - 1, line.count) - width / 2)
  let window = line.dropFirst(first).prefix(width).map { $0.isFitForLine ? $0 : " " }
  let label = "line \(number): "
  let caret = String(repeating: " ", count: label.count + max(0, column - 1 - first)) + "^"
  return label + String(window) + "\n" + caret + "\n"
}

extension Character {
  /// Whether it takes one column and does nothing else to a terminal.
  fileprivate var isFitForLine: Bool {
    unicodeScalars.allSatisfy {
      $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
    }
  }
}

/// A note to the publisher: which printed sums the figures contradict, by how much, and where a slip is likely.
package func letter(on item: QuarantineItem, of dataset: Dataset?) -> String {
  let year = item.year.map(\.description) ?? "an unknown year"
  let pattern = dataset?.titles["en"]?.first ?? item.dataset
  let title = pattern.map { " '\($0.replacing("{year}", with: year))'" } ?? " of \(year)"
  let sums = item.findings.filter { [.rowSum, .columnSum, .grandTotal].contains($0.code) }
  let suspects = item.findings.filter { [.suspectCell, .suspectTotal].contains($0.code) }
  let others = item.findings.filter { finding in
    finding.severity == .error && !sums.contains(finding) && !suspects.contains(finding)
  }
  var text = """
    To \(dataset?.publisher ?? "the publisher")

    Your table\(title), as we took it on \
    \(CivilDate(item.openedAt))
    under the name '\(item.name)' (SHA-256 \(item.sha256)),

    """
  if !sums.isEmpty {
    var table = TextTable([
      ("From", .left), ("To", .left), ("Printed", .right), ("Figures add up to", .right),
      ("Difference", .right),
    ])
    for sum in sums {
      table.add([
        sum.from ?? "", sum.to ?? "", sum.expected.map(grouped) ?? "", sum.found.map(grouped) ?? "",
        residual(of: sum),
      ])
    }
    text += "has \(counted(sums.count, "printed sum")) that the figures do not add up to:\n\n"
    text += table.text
  }
  for (heading, findings) in [("These figures would explain it:", suspects), ("Besides:", others)]
  where !findings.isEmpty {
    text += "\n\(heading)\n" + findings.map { "- \($0.message)\n" }.joined()
  }
  return text + "\nWould you look into it, and tell us which figures hold?\n"
}

private func residual(of sum: Finding) -> String {
  guard let printed = sum.expected, let found = sum.found else { return "" }
  let (difference, overflow) = found.subtractingReportingOverflow(printed)
  guard !overflow else { return "" }
  return difference > 0 ? "+\(grouped(difference))" : grouped(difference)
}

/// The items of the quarantine for scripts.
package struct QuarantineDocument: Encodable {
  private struct Item: Encodable {
    let item: QuarantineItem

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(String(item.id), forKey: .id)
      try container.encode(item.state, forKey: .state)
      try container.encode(item.fate, forKey: .outcome)
      try container.encode(item.dataset, forKey: .dataset)
      try container.encode(item.year, forKey: .year)
      try container.encode(item.name, forKey: .name)
      try container.encode(item.sha256, forKey: .sha256)
      try container.encode(item.source, forKey: .source)
      try container.encode(item.openedAt, forKey: .openedAt)
      try container.encode(item.lastAt, forKey: .lastAt)
      try container.encode(item.findings, forKey: .findings)
      try container.encode(item.decisions, forKey: .decisions)
    }

    enum CodingKeys: CodingKey {
      case id, state, outcome, dataset, year, name, sha256, source, openedAt, lastAt, findings, decisions
    }
  }

  private let quarantine: [Item]

  /// Lists the items as they come.
  package init(_ items: [QuarantineItem]) { quarantine = items.map(Item.init) }
}
