import FlowTables

/// Makes labels of what texts say, by the classification of a year.
struct PlaceResolver {
  private let dataset: Dataset
  private let codes: [String: Int]

  init(of vocabulary: Vocabulary) { (dataset, codes) = (vocabulary.dataset, vocabulary.codes) }

  /// The label that a text makes in a year; code and name may stand in fields of their own.
  func label(of found: LabelText, printed: String, in year: ReferenceYear?, at place: SourcePlace) -> Label {
    switch found.subject {
    case .total? where found.rest.isEmpty:
      return Label(subject: .total, code: nil, text: printed, labelPlace: nil, at: place)
    case .place(let code, let named)? where found.rest.isEmpty:
      let coded = code.flatMap { codes[$0] == nil ? nil : Place(code: $0) }
      let name = code.flatMap { code in named.first { $0.code == code } } ?? likeliest(of: named, in: year)
      let subject = (coded ?? (code == nil ? name : nil)).map { Heading.Subject.place($0) } ?? .unknown
      return Label(
        subject: subject, code: code, text: code == printed ? nil : printed, labelPlace: name, at: place)
    default:
      return Label(subject: .unknown, code: nil, text: printed, labelPlace: nil, at: place)
    }
  }

  /// Of places that share a name the one that stood in the year.
  private func likeliest(of places: [Place], in year: ReferenceYear?) -> Place? {
    guard let year, places.count > 1 else { return places.first }
    return places.first { dataset.definition(of: $0)?.exists(in: year) == true } ?? places.first
  }
}

extension LabelText {
  /// Both texts as one, such as a code's field and its name's.
  func joined(with other: Self) -> Self {
    var joined = self
    switch (subject, other.subject) {
    case (.place(let code?, let named), .place(nil, let names)) where named.isEmpty:
      joined.subject = .place(code: code, named: names)
    case (.place(nil, let names), .place(let code?, let named)) where named.isEmpty:
      joined.subject = .place(code: code, named: names)
    case (nil, let subject): joined.subject = subject
    case (let subject, nil): joined.subject = subject
    case (let one, let two): joined.subject = one == two ? one : .several
    }
    joined.axis = axis ?? other.axis
    joined.year = year ?? other.year
    joined.isYearWord = isYearWord || other.isYearWord
    joined.isValueWord = isValueWord || other.isValueWord
    joined.isMarkWord = isMarkWord || other.isMarkWord
    joined.rest += other.rest
    return joined
  }
}
