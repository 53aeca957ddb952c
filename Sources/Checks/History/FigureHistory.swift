import FlowTables
import Foundation

/// Figures of one kind over the years: the cells, the sums or the grand total.
struct FigureHistory {
  /// Each figure of one year, negative where there is no number.
  typealias Year = (year: ReferenceYear, figures: [Int])

  let here: Year
  /// Oldest first, all with as many figures.
  let years: [Year]
  /// One or two, the nearer first.
  let neighbours: [Year]
  let limits: ChangeLimits

  /// The figures that changed as never before, in the order of the figures.
  func unusual() -> [UnusualFigure] {
    // The scale of all figures costs a look at them, so it is taken only where one is in doubt.
    var scale: Double?
    var unusual: [UnusualFigure] = []
    for (index, figure) in here.figures.enumerated() {
      let witnesses = neighbours.filter { $0.figures[index] >= 0 }
      guard let nearest = witnesses.first,
        !witnesses.contains(where: { limits.allow(figure, beside: $0.figures[index]) })
      else { continue }
      let usual = UsualChange(of: changes(of: index))
      if usual == nil, limits.ratioUnseen == nil { continue }
      let common = usual == nil ? 0 : scale ?? commonScale()
      if usual != nil { scale = common }
      // Where it is unusual beside one neighbour alone, the other is odd, or the change has lasted.
      let excess =
        witnesses.map { self.excess(of: index, beside: $0, usual: usual, common: common) }.min() ?? 0
      guard excess > 1 else { continue }
      unusual.append(
        UnusualFigure(
          index: index, figure: figure, neighbour: nearest.figures[index], year: nearest.year, usual: usual,
          excess: excess))
    }
    return unusual
  }

  /// How many times as far as allowed a figure lies from its neighbour's.
  private func excess(of index: Int, beside neighbour: Year, usual: UsualChange?, common: Double) -> Double {
    let (figure, other) = (here.figures[index], neighbour.figures[index])
    let change = change(from: other, to: figure)
    guard let usual else { return limits.ratioUnseen.map { abs(change) / log($0) } ?? 0 }
    let gap = Double(abs(here.year.value - neighbour.year.value))
    // Beside a later year the changes are seen backwards.
    let direction: Double = neighbour.year < here.year ? 1 : -1
    let scale = max(usual.scale, common)
    let deviation = (scale * scale * gap + chance(figure, other)).squareRoot()
    let fromMiddle = abs(change - direction * usual.middle * gap.squareRoot())
    let seen = max(0, change * direction > 0 ? usual.high : -usual.low) * gap.squareRoot()
    return min(
      fromMiddle / max(log(limits.ratio), 5 * deviation), abs(change) / max(log(limits.ratio), 1.25 * seen))
  }

  /// The changes of one figure, each as for one year.
  private func changes(of index: Int) -> [Double] {
    years.indices.dropFirst().compactMap { yearlyChange(of: index, from: years[$0 - 1], to: years[$0]) }
  }

  private func yearlyChange(of index: Int, from one: Year, to other: Year) -> Double? {
    let (earlier, later) = (one.figures[index], other.figures[index])
    guard earlier >= 0, later >= 0 else { return nil }
    // Over several years a change grows with the root of their number, as sums of chances do.
    let gap = Double(max(other.year.value - one.year.value, 1))
    return change(from: earlier, to: later) / gap.squareRoot()
  }

  /// The scale of the changes of a thousand large figures, scattered over places and years.
  private func commonScale() -> Double {
    let (count, steps) = (here.figures.count, years.count - 1)
    guard steps > 0 else { return 0 }
    var changes: [Double] = []
    for draw in 0..<min(count * steps, 50_000) where changes.count < 1000 {
      // A prime step that no number of places shares visits all rows and columns alike.
      let (step, index) = (draw * 7919 % (count * steps)).quotientAndRemainder(dividingBy: count)
      let (one, other) = (years[step], years[step + 1])
      guard max(one.figures[index], other.figures[index]) >= limits.persons else { continue }
      if let change = yearlyChange(of: index, from: one, to: other) { changes.append(change) }
    }
    return medianDeviation(of: changes, from: median(of: changes))
  }
}

/// How large a change must be to be worth a word.
struct ChangeLimits {
  /// The larger of the two figures is at least so large.
  let persons: Int
  /// The larger is at least so many times the smaller.
  let ratio: Double
  /// As ``ratio``, where the years show too few changes to tell what is usual; `nil` for never.
  let ratioUnseen: Double?

  /// Whether two figures are so small or so near that no history makes them odd.
  func allow(_ figure: Int, beside other: Int) -> Bool {
    let (less, more) = (Double(min(figure, other)), Double(max(figure, other)))
    return figure < 0 || more < Double(persons) || more + 10 <= ratio * (less + 10)
  }
}

/// A figure that changed as never before.
struct UnusualFigure {
  let index: Int
  let figure: Int
  /// The same figure in the nearest year.
  let neighbour: Int
  let year: ReferenceYear
  /// `nil` where there are too few years to tell.
  let usual: UsualChange?
  /// How many times as far as allowed it lies from its neighbour.
  let excess: Double
}
