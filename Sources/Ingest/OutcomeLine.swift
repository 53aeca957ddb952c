import Checks
import FlowTables
package import ReleaseStore

extension Outcome {
  /// One line for people: `county-flows-2011-en.txt: ssb-county-flows 2011 r1, new; proven by rows, columns, total`.
  package var line: String {
    let table = [dataset, year.map(\.description), vintage.map { "r\($0)" }].compactMap(\.self)
    let subject = table.isEmpty ? extract.name + ":" : "\(extract.name): \(table.joined(separator: " ")),"
    return "\(subject) \(fateLine)"
  }

  private var fateLine: String {
    let line = ownLine
    let heard = witnesses.map { "\($0.dataset) \($0.says)" }
    return heard.isEmpty ? line : "\(line); \(heard.joined(separator: "; "))"
  }

  private var ownLine: String {
    switch outcome {
    // Only a witness is new without being a vintage.
    case .new where vintage == nil: "kept as a witness"
    case .new: "new; \(proofLine)"
    case .revision: "revision, \(cellsChanged ?? 0) cell\(cellsChanged == 1 ? "" : "s") changed; \(proofLine)"
    case .sighting where !changes.isEmpty:
      "seen before; nothing new (other \(changes.map(\.rawValue).joined(separator: ", ")))"
    case .sighting: "seen before; nothing new"
    case .held, .refused: outcome.rawValue + (quarantine.map { ", quarantine \($0)" } ?? "")
    }
  }

  private var proofLine: String {
    proof.isEmpty ? "proven by nothing" : "proven by \(proof.map(\.rawValue).joined(separator: ", "))"
  }
}
