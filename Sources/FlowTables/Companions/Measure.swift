/// What a figure of a table by place says of a place's moves; moves inside the place count nowhere.
///
/// - Unit: persons; a net figure may be negative.
package enum Measure: String, Hashable, Sendable, Codable, CaseIterable {
  /// From abroad to the place.
  case immigration
  /// From the place to abroad.
  case emigration
  case netImmigration
  /// From all other places of the country to the place.
  case inMigration
  /// From the place to all other places of the country.
  case outMigration
  case netMigration
  /// From everywhere to the place: in-migration and immigration.
  case arrivals
  /// From the place to everywhere: out-migration and emigration.
  case departures
  case netArrivals

  /// As messages call it.
  package var name: String {
    switch self {
    case .immigration: "immigration"
    case .emigration: "emigration"
    case .netImmigration: "net immigration"
    case .inMigration: "in-migration"
    case .outMigration: "out-migration"
    case .netMigration: "net migration"
    case .arrivals: "arrivals"
    case .departures: "departures"
    case .netArrivals: "net arrivals"
    }
  }

  /// The flows that make the figure of a place, with the factor of each: 1 to the place, and in net figures -1 from it.
  ///
  /// `regions` are all places of the country in that year; the place itself is passed over.
  package func terms(of place: Place, among regions: [Place]) -> [Flow: Int] {
    var terms: [Flow: Int] = [:]
    let others = (countsAbroad ? [Place.abroad] : []) + (countsCountry ? regions : [])
    for other in others where other != place {
      if countsComing { terms[Flow(from: other, to: place)] = 1 }
      if countsLeaving { terms[Flow(from: place, to: other)] = countsComing ? -1 : 1 }
    }
    return terms
  }

  /// A figure that is the sum, or the difference, of two others of the same place.
  package struct Identity: Hashable, Sendable {
    /// What the two others make.
    package let whole: Measure
    /// Counts as it is.
    package let first: Measure
    /// Is added or taken away.
    package let second: Measure
    /// Whether the second is taken away.
    package let isDifference: Bool
  }

  /// Everything that must hold between the figures of one place.
  package static let identities: [Identity] = [
    Identity(whole: .netImmigration, first: .immigration, second: .emigration, isDifference: true),
    Identity(whole: .netMigration, first: .inMigration, second: .outMigration, isDifference: true),
    Identity(whole: .netArrivals, first: .arrivals, second: .departures, isDifference: true),
    Identity(whole: .arrivals, first: .inMigration, second: .immigration, isDifference: false),
    Identity(whole: .departures, first: .outMigration, second: .emigration, isDifference: false),
    Identity(whole: .netArrivals, first: .netMigration, second: .netImmigration, isDifference: false),
  ]

  private var countsAbroad: Bool { ![.inMigration, .outMigration, .netMigration].contains(self) }
  private var countsCountry: Bool { ![.immigration, .emigration, .netImmigration].contains(self) }
  private var countsComing: Bool { ![.emigration, .outMigration, .departures].contains(self) }
  private var countsLeaving: Bool { ![.immigration, .inMigration, .arrivals].contains(self) }
}
