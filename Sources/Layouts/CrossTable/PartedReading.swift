import DigitGroups
import FlowTables

extension CrossTablePage {
  /// The reading by the one parting of digit groups that satisfies every sum, where rows have too many figures.
  ///
  /// Where there is no such parting, the reading says why.
  func partingGroups(in reading: Reading) -> Reading {
    guard reading.table.faults.contains(where: \.isOfWidth) else { return reading }
    var work = GroupedTable.usualWork
    var doubt: LayoutFault?
    for (candidate, order) in attempts(from: reading) {
      let table = PlainBlankTable(candidate.builder, order: order, figures: vocabulary.figures)
      switch table?.parted(spending: &work) {
      case .parts(let parts):
        let builder = TableBuilder(parts, vocabulary: vocabulary)
        return Reading(
          options: candidate.options, tokens: candidate.tokens, builder: builder,
          table: builder.table(years: years))
      case .doubt(let fault) where fault.isOfReadings: return reading.doubting(fault)
      case .doubt(let fault): doubt = doubt ?? fault
      case nil: continue
      }
    }
    return doubt.map(reading.doubting) ?? reading
  }

  /// What sums can tell apart: figures alone on their line may be page numbers, and the total's heading may have moved.
  private func attempts(from reading: Reading) -> [(Reading, TableBuilder.HeadingOrder)] {
    var plain = reading.options
    plain.joining = .noBreaksOnly
    var withoutLoneFigures = plain
    withoutLoneFigures.dropsLoneFigures.toggle()
    return [plain, withoutLoneFigures].flatMap { options in
      let candidate = options == reading.options ? reading : self.reading(options)
      let orders = [.asPrinted] + candidate.builder.otherOrders.filter { $0 == .totalFirst }
      return orders.map { (candidate, $0) }
    }
  }
}

extension CrossTablePage.Reading {
  /// The same reading with the doubt in place of the faults that it explains.
  fileprivate func doubting(_ doubt: LayoutFault) -> Self {
    let explains = { (fault: LayoutFault) in
      fault.kind == .ambiguousGrouping(.noSums) || doubt.isOfReadings && fault.isOfWidth
    }
    guard let first = table.faults.firstIndex(where: explains) else { return self }
    var copy = self
    copy.table.faults.removeAll(where: explains)
    copy.table.faults.insert(doubt, at: first)
    return copy
  }
}

extension LayoutFault {
  /// Whether rows don't fit their headings.
  fileprivate var isOfWidth: Bool {
    switch kind {
    case .rowWidth, .blockWidth, .ambiguousGrouping: true
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
