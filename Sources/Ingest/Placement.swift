import Checks
import Extracts
import FlowTables
import ReleaseStore

/// Places what the checks say of an extract alone beside what is stored: parts find the rest of their table.
struct Placement {
  /// The verdicts beside what is stored, and the waiting parts that they settle.
  struct Placed {
    var verdicts: [Verdict] = []
    var settled: [SettledPart] = []
  }

  let judge: Judge
  let holdings: any Holdings

  /// A part that waits, and the bytes that hold it.
  private struct Waiting {
    let part: TablePart
    let fingerprint: Fingerprint
    let name: String
  }

  func placed(_ verdicts: [Verdict], of extract: Extract) throws(StoreError) -> Placed {
    var placed = Placed()
    for verdict in verdicts {
      switch verdict {
      case .held(let part): try place(part, of: extract, into: &placed)
      case .believed(let table):
        placed.verdicts.append(verdict)
        try settle(coveredBy: table, but: extract, into: &placed)
      case .joined, .covered, .refused: placed.verdicts.append(verdict)
      }
    }
    return placed
  }

  private func place(_ part: TablePart, of extract: Extract, into placed: inout Placed) throws(StoreError) {
    let current = try holdings.currentValues(of: part.dataset.id, in: part.referenceYear)
    if let current, part.isCovered(by: current) {
      placed.verdicts.append(.covered(part))
      return
    }
    let waiting = try waiting(of: part.dataset.id, in: part.referenceYear, but: extract)
    do throws(Refusal) {
      let context = judge.context(for: part.dataset, of: extract, releasedOn: part.releasedOn)
      let joined = try join(part, with: waiting.map(\.part), in: context)
      let others = joined.parts.dropFirst().map { waiting[$0 - 1].fingerprint }
      placed.verdicts.append(.joined(joined, with: others))
      // Those that were joined wait no longer, nor do others with the same figures.
      let values = Dictionary(joined.table.cells.map { ($0.flow, $0.value) }) { first, _ in first }
      placed.settled += waiting.filter { others.contains($0.fingerprint) || $0.part.isCovered(by: values) }
        .map { SettledPart($0.fingerprint, dataset: part.dataset.id, year: part.referenceYear) }
    } catch {
      placed.verdicts.append(.held(part.noting(error, beside: waiting.map(\.name))))
    }
  }

  private func settle(
    coveredBy table: CheckedTable, but extract: Extract, into placed: inout Placed
  ) throws(StoreError) {
    let waiting = try waiting(of: table.dataset.id, in: table.referenceYear, but: extract)
    guard !waiting.isEmpty else { return }
    let values = Dictionary(table.cells.map { ($0.flow, $0.value) }) { first, _ in first }
    placed.settled += waiting.filter { $0.part.isCovered(by: values) }.map {
      SettledPart($0.fingerprint, dataset: table.dataset.id, year: table.referenceYear)
    }
  }

  /// The parts that wait for the rest of a year's table; read again, since only their bytes are kept.
  private func waiting(
    of dataset: String, in year: ReferenceYear, but extract: Extract
  ) throws(StoreError) -> [Waiting] {
    try holdings.waitingExtracts(of: dataset, in: year).flatMap { other -> [Waiting] in
      guard other.fingerprint != extract.fingerprint else { return [] }
      return judge.verdicts(on: other).compactMap { verdict in
        guard case .held(let part) = verdict, part.dataset.id == dataset, part.referenceYear == year else {
          return nil
        }
        return Waiting(part: part, fingerprint: other.fingerprint, name: other.name)
      }
    }
  }
}
