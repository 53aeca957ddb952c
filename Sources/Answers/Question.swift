import FlowTables
package import ReleaseStore

/// What every question for figures may narrow down.
package struct Question: Sendable {
  /// Needed only where several datasets can answer.
  package var dataset: String?
  /// A vintage of each year; the one that holds where `nil`.
  package var vintage: Int?
  /// From when the store is looked at.
  package var viewpoint: Viewpoint
  /// Codes or names; all places where `nil`.
  package var origins: [String]?
  /// As ``origins``, for where people moved to.
  package var destinations: [String]?

  /// A question that leaves open what is left out.
  package init(
    dataset: String? = nil, vintage: Int? = nil, from viewpoint: Viewpoint = Viewpoint(),
    origins: [String]? = nil, destinations: [String]? = nil
  ) {
    (self.dataset, self.vintage, self.viewpoint) = (dataset, vintage, viewpoint)
    (self.origins, self.destinations) = (origins, destinations)
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
    let seen = try years(of: question.dataset, selection.bounds, from: question.viewpoint)
    let byDataset = Dictionary(grouping: seen, by: \.dataset).sorted { $0.key < $1.key }
    var answers: [[Matrix]] = []
    var refusal: AnswerError?
    for (_, years) in byDataset {
      do {
        var matrices: [Matrix] = []
        for year in years { matrices.append(try matrix(of: year, question)) }
        answers.append(matrices)
      } catch {
        if case .store = error { throw error }
        refusal = refusal ?? error
      }
    }
    guard answers.count < 2 else { throw .severalDatasets(answers.compactMap { $0.first?.dataset.id }) }
    if let answer = answers.first { return answer }
    if let refusal { throw refusal }
    throw try absence(of: selection, question)
  }

  /// Why no year of a selection can be seen.
  private func absence(of selection: YearSelection, _ question: Question) throws(AnswerError) -> AnswerError {
    let stored = try years(of: question.dataset)
    guard !stored.isEmpty else { return .nothingStored(store: reader.path) }
    if question.viewpoint.isPast,
      let first = try years(of: question.dataset, selection.bounds).first
    {
      return .notYet(try releases(of: first.dataset, in: first.year), from: question.viewpoint)
    }
    guard case .span(let span) = selection, let year = ReferenceYear(span.lowerBound) else {
      return .nothingStored(store: reader.path)
    }
    return .noSuchYear(year, stored: stored.map(\.year), dataset: question.dataset)
  }

  private func matrix(of stored: StoredYear, _ question: Question) throws(AnswerError) -> Matrix {
    let (dataset, year) = (stored.dataset, stored.year)
    var release = stored.current
    if let number = question.vintage {
      let vintage = try asking { reader throws(StoreError) in
        try reader.release(of: dataset, in: year, vintage: number)
      }
      guard let vintage else {
        let vintages = try releases(of: dataset, in: year).count
        throw .noSuchVintage(number, of: year, vintages: vintages, dataset: dataset)
      }
      guard vintage.isSeen(from: question.viewpoint) else {
        throw .notYet([vintage], from: question.viewpoint)
      }
      release = vintage
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
