import FlowTables

/// The words of a page in its language, all taken from the dataset's definition.
struct PageWording {
  let options: PageTextOptions
  let dataset: Dataset
  let year: ReferenceYear

  /// The title with the reference year in it.
  var title: String {
    let titles = languages.lazy.compactMap { dataset.titles[$0] }.first { !$0.isEmpty }
    let patterns = titles ?? dataset.titles.sorted { $0.key < $1.key }.flatMap(\.value)
    guard !patterns.isEmpty else { return "\(year)" }
    return options.titlePrefix
      + patterns[options.titleIndex % patterns.count].replacing("{year}", with: "\(year)")
  }

  /// What stands over the labels of the rows.
  var rowWord: String { word(options.isTransposed ? .to : .from) }
  /// What stands over the headings of the columns.
  var columnWord: String { word(options.isTransposed ? .from : .to) }

  /// The heading of the sums.
  var total: String {
    first(of: dataset.words.total, beginning: options.language == .english ? ["Total"] : ["I alt"])
  }

  /// The printed code; `nil` for Abroad, for sums, and where only names are printed.
  func code(of heading: PageHeading) -> String? {
    guard case .place(let place) = heading, !place.isAbroad, options.labels != .nameOnly else { return nil }
    return place.code
  }

  /// The printed name; `nil` where only codes are printed.
  func name(of heading: PageHeading, using random: inout SeededGenerator) -> String? {
    guard case .place(let place) = heading else { return total }
    if options.labels == .codeOnly, !place.isAbroad { return nil }
    let definition = dataset.places.first { $0.place == place && $0.exists(in: year) }
    if random.chance(options.aliases), let alias = definition?.aliases.randomElement(using: &random) {
      return alias
    }
    guard let names = definition?.names else { return place.code }
    let name =
      languages.lazy.compactMap { names[$0] }.first ?? names.min { $0.key < $1.key }?.value ?? place.code
    // The Sámi name follows the Norwegian one, where the definition knows the pair.
    guard options.language == .sámi || options.language == .english, let sámi = names["se"] else {
      return name
    }
    let both = "\(name) \(sámi)"
    return definition?.aliases.contains { LabelKey($0) == LabelKey(both) } == true ? both : name
  }

  private var languages: [String] {
    switch options.language {
    case .english: ["en", "no"]
    case .bokmål, .sámi: ["no", "en"]
    case .nynorsk: ["nn", "no", "en"]
    }
  }

  private func word(_ axis: Axis) -> String {
    let words = axis == .from ? dataset.words.from : dataset.words.to
    let beginnings =
      switch options.language {
      case .english: ["From", "To"]
      case .bokmål, .sámi: ["Fra", "Til"]
      case .nynorsk: ["Frå", "Til"]
      }
    return first(of: words, beginning: beginnings)
  }

  private func first(of words: [String], beginning: [String]) -> String {
    words.first { word in beginning.contains { word.hasPrefix("\($0) ") || word == $0 } } ?? words.first ?? ""
  }
}
