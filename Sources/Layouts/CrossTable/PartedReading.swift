import DigitGroups
import FlowTables

extension CrossTablePage {
  /// The reading by the one parting of digit groups that satisfies every sum, where rows don't fit their headings.
  ///
  /// Where there is no such parting, the reading says why. Where rows fit
  /// without some last short lines, which may be figures all the same, both
  /// readings are likely.
  func partingGroups(in reading: Reading) -> [Reading] {
    guard reading.table.faults.contains(where: \.isOfShape) else {
      guard reading.builder.dropsGroups, case .parted(let parted) = parting(reading) else { return [reading] }
      return [reading, parted]
    }
    switch parting(reading) {
    case .parted(let parted): return [parted]
    case .doubt(let doubt): return [reading.doubting(doubt)]
    case nil: return [reading]
    }
  }

  private enum Parting {
    case parted(Reading)
    case doubt(LayoutFault)
  }

  /// The first way of reading the page whose figures the sums part, or why they part none.
  private func parting(_ reading: Reading) -> Parting? {
    var work = GroupedTable.usualWork
    var doubt: LayoutFault?
    for options in optionsOfPlainBlanks(from: reading.options) {
      let candidate = options == reading.options ? reading : self.reading(options)
      // Where Abroad stands changes no sum.
      for order in [.asPrinted] + candidate.builder.otherOrders.filter({ $0 == .totalFirst }) {
        let table = PlainBlankTable(candidate.builder, order: order, figures: vocabulary.figures)
        switch table?.parted(spending: &work) {
        case .parts(let parts):
          let builder = TableBuilder(parts, vocabulary: vocabulary)
          return .parted(
            Reading(
              options: candidate.options, tokens: candidate.tokens, builder: builder,
              table: builder.table(years: years)))
        case .doubt(let fault) where fault.isOfReadings: return .doubt(fault)
        case .doubt(let fault): doubt = doubt ?? fault
        case nil: continue
        }
      }
    }
    return doubt.map(Parting.doubt)
  }

  /// Every way of reading in which blanks join nothing, the given one first.
  private func optionsOfPlainBlanks(from options: ReadingOptions) -> [ReadingOptions] {
    var first = options
    first.joining = .noBreaksOnly
    return [first] + ([ReadingOptions()] + doubts).filter { $0.joining == .noBreaksOnly && $0 != first }
  }
}

extension CrossTablePage.Reading {
  /// The same reading with the doubt in place of the faults that it explains.
  fileprivate func doubting(_ doubt: LayoutFault) -> Self {
    let explains = { (fault: LayoutFault) in
      fault.kind == .ambiguousGrouping(.noSums) || doubt.isOfReadings && fault.isOfShape
    }
    guard let first = table.faults.firstIndex(where: explains) else { return self }
    var copy = self
    copy.table.faults.removeAll(where: explains)
    copy.table.faults.insert(doubt, at: first)
    return copy
  }
}

extension LayoutFault {
  /// Whether rows don't fit their headings, or have none.
  fileprivate var isOfShape: Bool {
    switch kind {
    case .rowWidth, .blockWidth, .ambiguousGrouping, .rowsWithoutHeadings: true
    default: false
    }
  }

  /// Whether there are readings that satisfy every sum, or may be.
  fileprivate var isOfReadings: Bool {
    switch kind {
    case .ambiguousGrouping(.severalReadings), .ambiguousGrouping(.undecided): true
    default: false
    }
  }
}
