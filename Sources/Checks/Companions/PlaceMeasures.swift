import FlowTables

/// What a table of measures by place says.
struct PlaceMeasures {
  private let figures: CompanionFigures
  private let companion: CompanionDefinition
  private let measures: [Measure]
  private let regions: [Place]
  private let tolerance: Int

  init(
    _ figures: CompanionFigures, companion: CompanionDefinition, measures: [Measure], dataset: Dataset,
    year: ReferenceYear
  ) {
    (self.figures, self.companion, self.measures) = (figures, companion, measures)
    regions = dataset.places(in: year).filter { !$0.isAbroad }
    tolerance = dataset.tolerance
  }

  var says: CompanionSays {
    var says = CompanionSays()
    let byPlace = Dictionary(measures.map { ($0.place, $0) }) { first, _ in first }
    for (cell, printed) in figures.cells {
      guard let measure = byPlace[cell.destination] else { continue }
      if cell.origin == companion.country {
        sayCountry(measure, printed, in: &says)
      } else {
        says.statements.append(
          FlowStatement(
            .place, "\(measure.name) of \(cell.origin)", by: companion.id, from: cell.origin.code,
            terms: measure.terms(of: cell.origin, among: regions), value: printed.value, at: printed.at))
      }
    }
    checkIdentities(in: &says)
    return says
  }

  /// The country's figure must be the sum of its places'; it also stands where theirs are not printed.
  private func sayCountry(
    _ measure: Measure, _ printed: CompanionFigures.Printed, in says: inout CompanionSays
  ) {
    let name = "\(measure.name) of the whole country"
    says.check(
      printed, against: regions.map { figures[$0, measure.place]?.value }, tolerance: tolerance, .columnSum,
      name, from: "total", to: measure.rawValue)
    var terms: [Flow: Int] = [:]
    for region in regions {
      terms.merge(measure.terms(of: region, among: regions), uniquingKeysWith: +)
    }
    // What every place gains another loses: the country's net migration says nothing of any flow.
    guard terms.contains(where: { $0.value != 0 }) else { return }
    says.statements.append(
      FlowStatement(
        .country, name, by: companion.id, from: "total", terms: terms, value: printed.value, at: printed.at))
  }

  private func checkIdentities(in says: inout CompanionSays) {
    for place in [companion.country] + regions {
      for identity in Measure.identities {
        guard let whole = figures[place, identity.whole.place] else { continue }
        let second = figures[place, identity.second.place]?.value
        let sign = identity.isDifference ? -1 : 1
        says.check(
          whole, against: [figures[place, identity.first.place]?.value, second.flatMap { times($0, sign) }],
          tolerance: tolerance, .rowSum, "\(identity.whole.name) of \(place)", from: place.code,
          to: identity.whole.rawValue)
      }
    }
  }
}

private func times(_ number: Int, _ factor: Int) -> Int? {
  let (product, isTooFar) = number.multipliedReportingOverflow(by: factor)
  return isTooFar ? nil : product
}
