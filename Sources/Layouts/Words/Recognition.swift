import FlowTables

/// Whether the labels of a table without a title are enough to say whose it is.
extension Vocabulary {
  /// Whether one half of a table may be left out: its rows are then as long as they have figures.
  var mayBeTriangle: Bool { companion?.content == .netMigrationOfPairs }

  /// Whether columns are measures, so that only rows are places.
  var hasMeasures: Bool { !measures.isEmpty }

  /// The definition without what stands over the columns of a table by place.
  var regions: Dataset {
    guard hasMeasures else { return dataset }
    var regions = dataset
    regions.places.removeAll { measures.contains($0.place) || $0.place == companion?.country }
    return regions
  }

  /// Whether places that label rows, or columns, are the dataset's: half of a year's, or of all.
  ///
  /// Of measures two are enough, since each has a name of its own; of a triangle's
  /// columns a quarter, since they are cut after a block more often than not.
  func recognizes(_ places: Set<Place>, on axis: Axis, in year: ReferenceYear? = nil) -> Bool {
    if hasMeasures, axis != dataset.rows {
      return places.intersection(measures).count * 2 >= min(measures.count, 4)
    }
    let regions = regions
    let known = Set(year.map(regions.places(in:)) ?? regions.places.map(\.place))
    let share = mayBeTriangle && axis != dataset.rows ? 4 : 2
    return places.intersection(known).count * share >= max(known.count, 4)
  }

  private var measures: Set<Place> { Set((companion?.measures ?? []).map(\.place)) }
}
