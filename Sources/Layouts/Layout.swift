package import Documents
package import FlowTables

/// How publishers arrange a table in a document.
///
/// A layout knows an arrangement, never a publisher: titles, labels and
/// symbols come from the dataset's definition.
package protocol Layout: Sendable {
  /// What releases and messages call it.
  var name: String { get }

  /// Which of some datasets have their own title in a document: then no other dataset is meant.
  ///
  /// - Shape: positions in `vocabularies`.
  func titled(among vocabularies: [Vocabulary], in document: Document) -> Set<Int>

  /// The dataset's tables in a document; empty where the document holds none.
  func tables(of vocabulary: Vocabulary, in document: Document) -> [TableReadings]
}

/// The ways in which one table may be read, the likeliest first.
///
/// Where the arrangement leaves a doubt, `Checks` decides by the sums.
package struct TableReadings: Equatable, Sendable {
  /// Whether the dataset's own title stands in the document; a table without one is a guess by its labels.
  package let isTitled: Bool
  /// At least one.
  package let readings: [ReportedTable]

  /// The likely readings of one table.
  package init(isTitled: Bool, readings: [ReportedTable]) {
    (self.isTitled, self.readings) = (isTitled, readings)
  }
}

/// Every arrangement this version knows.
package let layouts: [any Layout] = [CrossTableLayout(), SheetLayout(), CubeLayout()]
