package import FlowTables

/// The figures of one stored edition, as far as a comparison of years needs them.
///
/// - Unit: persons.
/// - Shape: one value for each ordered pair of ``places``, origin first.
package struct StoredEdition: Equatable, Sendable {
  /// The year the moves happened in.
  package let referenceYear: ReferenceYear
  /// The number of the edition among those of its year, from 1.
  package let vintage: Int
  /// The places, in the order in which ``values`` takes them.
  package let places: [Place]
  /// The cells, row by row of origins.
  package let values: [CellValue]

  /// Gives `nil` where there is not one value for each ordered pair of different places.
  package init?(referenceYear: ReferenceYear, vintage: Int, places: [Place], values: [CellValue]) {
    let (cells, isTooLarge) = places.count.multipliedReportingOverflow(by: places.count)
    guard !isTooLarge, values.count == cells, Set(places).count == places.count else { return nil }
    (self.referenceYear, self.vintage, self.places, self.values) = (referenceYear, vintage, places, values)
  }
}
