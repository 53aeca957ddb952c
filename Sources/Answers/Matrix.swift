package import FlowTables
package import ReleaseStore

/// One release as a table, in the order of its definition.
package struct Matrix: Sendable {
  /// The vintage that answers.
  package let release: ReleaseRecord
  /// The definition that the release was read with.
  package let dataset: Dataset
  /// The places asked for; Abroad last.
  package let origins: [Place]
  /// As ``origins``, for the columns.
  package let destinations: [Place]
  /// One cell for each pair, origin first.
  package let cells: [StoredCell]

  /// Every place of the answer, once, in the order of the definition.
  package var places: [Place] {
    let asked = Set(origins).union(destinations)
    return dataset.places(in: release.year).filter(asked.contains)
  }

  /// The numbers of the answer, added up.
  ///
  /// - Unit: persons; cells without a number add nothing.
  package var sum: Int { cells.reduce(0) { $0 + ($1.value.number ?? 0) } }

  /// Whether the answer is the whole table.
  package var isWhole: Bool {
    let all = dataset.places(in: release.year).count
    return origins.count == all && destinations.count == all
  }
}

/// The figure of one flow in one year, with where it comes from.
package struct FlowFigure: Sendable {
  /// The vintage that it stands in.
  package let release: ReleaseRecord
  /// The definition that the release was read with.
  package let dataset: Dataset
  /// The flow, its value and its place in the extract.
  package let cell: StoredCell
}

extension Matrix {
  /// The cells, each with its release.
  package var figures: [FlowFigure] {
    cells.map { FlowFigure(release: release, dataset: dataset, cell: $0) }
  }
}
