import FlowTables
import ReleaseStore

/// What every question for figures may narrow down.
package struct Question: Sendable {
  /// Needed only where several datasets can answer.
  package var dataset: String?
  /// A vintage of each year; the current one where `nil`.
  package var vintage: Int?
  /// Codes or names; all places where `nil`.
  package var origins: [String]?
  /// As ``origins``, for where people moved to.
  package var destinations: [String]?

  /// A question that leaves open what is left out.
  package init(
    dataset: String? = nil, vintage: Int? = nil, origins: [String]? = nil, destinations: [String]? = nil
  ) {
    (self.dataset, self.vintage, self.origins, self.destinations) = (dataset, vintage, origins, destinations)
  }
}

extension Answers {
  /// The table of the last of some years, or the part of it that was asked for.
  package func matrix(
    _ years: YearSelection, _ question: Question = Question()
  ) throws(AnswerError) -> Matrix {
    guard let matrix = try matrices(years, question).last else { throw .nothingStored(store: reader.path) }
    return matrix
  }

  /// The figures of the flows between some places, by year, origin and destination.
  package func flows(_ years: YearSelection, _ question: Question) throws(AnswerError) -> [FlowFigure] {
    try matrices(years, question).flatMap(\.figures)
  }

  /// The answer of the one dataset that has the years and knows the places.
  private func matrices(_ selection: YearSelection, _ question: Question) throws(AnswerError) -> [Matrix] {
    let stored = try years(of: question.dataset)
    guard !stored.isEmpty else { throw .nothingStored(store: reader.path) }
    let byDataset = Dictionary(grouping: stored, by: \.current.dataset).sorted { $0.key < $1.key }
    var answers: [[Matrix]] = []
    var refusal: AnswerError?
    for (dataset, years) in byDataset {
      let wanted = selection.years(among: years.map(\.current.year))
      guard !wanted.isEmpty else { continue }
      do {
        var matrices: [Matrix] = []
        for year in wanted { matrices.append(try matrix(of: dataset, in: year, question)) }
        answers.append(matrices)
      } catch {
        if case .store = error { throw error }
        refusal = refusal ?? error
      }
    }
    guard answers.count < 2 else { throw .severalDatasets(answers.compactMap { $0.first?.dataset.id }) }
    if let answer = answers.first { return answer }
    if let refusal { throw refusal }
    guard case .span(let span) = selection, let year = ReferenceYear(span.lowerBound) else {
      throw .nothingStored(store: reader.path)
    }
    throw .noSuchYear(year, stored: stored.map(\.current.year), dataset: question.dataset)
  }

  private func matrix(
    of dataset: String, in year: ReferenceYear, _ question: Question
  ) throws(AnswerError) -> Matrix {
    let release = try asking { reader throws(StoreError) in
      try reader.release(of: dataset, in: year, vintage: question.vintage)
    }
    guard let release else {
      let vintages = try releases(of: dataset, in: year).count
      throw .noSuchVintage(question.vintage ?? 1, of: year, vintages: vintages, dataset: dataset)
    }
    let definition = try asking { reader throws(StoreError) in try reader.definition(of: release) }
    let index = PlaceIndex(definition, in: year)
    let origins = try index.places(question.origins)
    let destinations = try index.places(question.destinations)
    let cells = try asking { reader throws(StoreError) in
      try reader.cells(
        of: release, from: question.origins == nil ? nil : origins,
        to: question.destinations == nil ? nil : destinations)
    }
    let order = Dictionary(
      uniqueKeysWithValues: definition.places(in: year).enumerated().map { ($1, $0) })
    let sorted = cells.sorted { one, other in
      (order[one.flow.origin] ?? .max, order[one.flow.destination] ?? .max)
        < (order[other.flow.origin] ?? .max, order[other.flow.destination] ?? .max)
    }
    return Matrix(
      release: release, dataset: definition, origins: origins, destinations: destinations, cells: sorted)
  }
}
