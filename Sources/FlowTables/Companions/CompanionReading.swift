/// How a companion is read: as a cross table whose rows are places and whose columns are places or measures.
extension CompanionDefinition {
  /// The measures that stand over columns; none in a table of pairs.
  package var measures: [Measure] {
    if case .measures(let columns) = content { columns.map(\.measure) } else { [] }
  }

  /// The whole country, which has a row like any place in a table by place.
  ///
  /// Its code is the first of the words for it that is a number, such as `00`.
  package var country: Place {
    Place(code: words.total.first { !$0.isEmpty && $0.utf8.allSatisfy(isDigit) } ?? "total")
  }

  /// A definition by which any layout reads the companion, made of its own and its dataset's.
  ///
  /// - Shape: a cell from a place to another says what the row's place has versus
  ///   the column's; one from a place to ``Measure/place`` says that measure of it.
  ///   Neither is a flow, so a table that was read with this is never a dataset's.
  package func readingDataset(of dataset: Dataset) -> Dataset {
    var reading = Dataset(
      id: id, publisher: publisher, unit: dataset.unit, tolerance: dataset.tolerance, rows: .from,
      firstYear: firstYear, lastYear: lastYear, titles: titles,
      words: Dataset.Words(
        from: words.place, to: words.versus, total: words.total, year: words.year, value: words.value),
      symbols: symbols, places: dataset.places)
    // One half of a table of pairs says it all, and the other is left blank.
    reading.symbols[""] = symbols[""] ?? .absent(.notApplicable)
    switch content {
    case .netMigrationOfPairs:
      // Nobody has a net migration versus himself, whether `.`, `0` or `-` is printed.
      reading.empty = Set(dataset.places.map { Flow(from: $0.place, to: $0.place) })
    case .measures(let columns):
      let country = PlaceDefinition(place: country, names: [:], aliases: words.total)
      reading.words.total = []
      reading.places =
        dataset.places.filter { !$0.place.isAbroad } + [country]
        + columns.map { PlaceDefinition(place: $0.measure.place, names: [:], aliases: $0.words) }
    }
    return reading
  }
}

extension Measure {
  /// The column of the measure, where a table by place is read as a cross table.
  package var place: Place { Place(code: rawValue) }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
