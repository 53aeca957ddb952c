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
    switch outcome {
    case .new: "new; \(proofLine)"
    case .revision: "revision, \(cellsChanged ?? 0) cells changed; \(proofLine)"
    case .sighting: "seen before; nothing new"
    case .held, .refused: outcome.rawValue + (quarantine.map { ", quarantine \($0)" } ?? "")
    }
  }

  private var proofLine: String {
    proof.isEmpty ? "proven by nothing" : "proven by \(proof.map(\.rawValue).joined(separator: ", "))"
  }
}
