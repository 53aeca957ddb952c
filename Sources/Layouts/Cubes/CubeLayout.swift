package import Documents
import FlowTables

/// Figures by dimensions: two of places, perhaps one of years, and others that say nothing or have a sum.
package struct CubeLayout: Layout {
  static let layoutName = "cube"

  /// What releases and messages call the layout.
  package var name: String { Self.layoutName }

  /// A layout; it has no settings.
  package init() {}

  /// Those of which a cube has a title.
  package func titled(among vocabularies: [Vocabulary], in document: Document) -> Set<Int> {
    guard case .cubes(let cubes) = document else { return [] }
    return Set(
      vocabularies.indices.filter { index in
        cubes.contains { !titles(of: vocabularies[index], on: $0).isEmpty }
      })
  }

  /// The tables of all years in the cubes.
  package func tables(of vocabulary: Vocabulary, in document: Document) -> [TableReadings] {
    guard case .cubes(let cubes) = document else { return [] }
    return cubes.flatMap { cube -> [TableReadings] in
      let titles = titles(of: vocabulary, on: cube)
      guard let axes = CubeAxes(of: cube, vocabulary) else { return [] }
      let tables = CubeTables(cube, axes: axes, vocabulary: vocabulary).tables(titles: titles)
      return tables.map { TableReadings(isTitled: !titles.isEmpty, readings: [$0]) }
    }
  }

  private func titles(of vocabulary: Vocabulary, on cube: Cube) -> [YearStatement] {
    cube.titles.compactMap { title in
      guard let text = try? PageText(utf8: Array(title.text.utf8)),
        let match = TitlePattern.matches(of: vocabulary.titles, in: text.words, limit: 1).first
      else { return nil }
      return YearStatement(text: match.year.text, at: SourcePlace(title.at))
    }
  }
}
