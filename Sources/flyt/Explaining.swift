import Checks
import Extracts
import FlowTables
import Ingest
import ReleaseStore
import Rendering

extension Explanation {
  /// For a person: what was recognised, which rows and columns, and each table with its sums.
  var text: String {
    var lines = ["\(extract.name): \(grouped(extract.size)) bytes, SHA-256 \(extract.fingerprint)"]
    if let refusal { lines.append("  nothing was recognised: \(refusal)") }
    for (index, way) in ways.enumerated() {
      let result =
        "\(way.tables.found) table\(way.tables.found == 1 ? "" : "s"), \(way.tables.believed) believed"
      lines.append(
        "  \(index == 0 ? "read as" : "also tried as") \(way.format), layout \(way.layout): \(result)")
    }
    return (lines + tables.map { "\n" + $0.text }).joined(separator: "\n") + "\n"
  }
}

extension Explanation.Table {
  fileprivate var text: String {
    let why = isTitled ? "by its title" : "by its places"
    var lines = ["  \(dataset.id), known \(why)", "  year: \(yearText)"]
    for axis in Axis.allCases {
      lines.append("  \(axis == .from ? "origins" : "destinations"): \(headings(on: axis))")
    }
    return (lines + [reportedTable(reported, of: dataset), verdictText]).joined(separator: "\n")
  }

  private var yearText: String {
    guard !reported.years.isEmpty else { return "not stated" }
    return reported.years.map { "'\(printable($0.text))' on \($0.at)" }.joined(separator: ", ")
  }

  /// The labels of one axis as printed, in the extract's order, with the place of the first.
  private func headings(on axis: Axis) -> String {
    let headings = reported.headings.filter { $0.axis == axis }
    guard let first = headings.first else { return "none" }
    let printed = headings.map { heading in
      let text = [heading.code, heading.label].compactMap(\.self).joined(separator: " ")
      return printable(text) + (heading.subject == .unknown ? " (unknown)" : "")
    }
    return "\(printed.count) labels from \(first.at): \(printed.joined(separator: ", "))"
  }

  private var verdictText: String {
    switch verdict {
    case .believed(let table):
      let proof = table.proof.isEmpty ? "nothing" : table.proof.map(\.rawValue).joined(separator: ", ")
      return "  believed; proven by \(proof)"
    case .held(let part), .covered(let part):
      return "  a part, kept until the rest comes: \(part.findings.first?.message ?? "")"
    case .witness(let companion):
      return
        "  believed as a witness: \(companion.statements.count) statements, \(companion.ownSums) sums of its own hold"
    case .joined(let joined, _): return "  believed together with \(joined.parts.count - 1) that wait"
    case .refused(_, _, let findings):
      let errors = findings.count { $0.severity == .error }
      return "  not believed: \(errors) error\(errors == 1 ? "" : "s"), see below"
    }
  }
}

/// An explanation for scripts.
struct ExplanationDocument: Encodable {
  private struct Table: Encodable {
    let dataset: String
    let isTitled: Bool
    let years: [String]
    let origins: [String]
    let destinations: [String]
    let cells: Int
    let sums: Int
    let believed: Bool
  }

  private struct Way: Encodable {
    let format: String
    let layout: String
    let tables: Int
    let believed: Int
  }

  private let extract: Outcome.Bytes
  private let ways: [Way]
  private let tables: [Table]

  init(_ explanation: Explanation) {
    extract = Outcome.Bytes(explanation.extract)
    ways = explanation.ways.map {
      Way(format: $0.format, layout: $0.layout, tables: $0.tables.found, believed: $0.tables.believed)
    }
    tables = explanation.tables.map { table in
      let labels = { (axis: Axis) in
        table.reported.headings.filter { $0.axis == axis }.map {
          [$0.code, $0.label].compactMap(\.self).joined(separator: " ")
        }
      }
      let isBelieved = if case .believed = table.verdict { true } else { false }
      return Table(
        dataset: table.dataset.id, isTitled: table.isTitled, years: table.reported.years.map(\.text),
        origins: labels(.from), destinations: labels(.to), cells: table.reported.cells.count,
        sums: table.reported.totals.count, believed: isBelieved)
    }
  }
}
