extension Cube {
  /// More cells than any table has.
  private static let mostCells = 20_000_000
  /// More variables than any table has.
  private static let mostVariables = 100

  /// A PC-Axis file's figures by its variables: those of the stub, then those of the heading, the last one fastest.
  init(_ file: PCAxisFile) throws(DocumentError.Reason) {
    let (stub, heading) = (file.texts("STUB") ?? [], file.texts("HEADING") ?? [])
    let variables = stub + heading
    guard !variables.isEmpty else {
      throw .malformed(nil, "neither STUB nor HEADING names a variable. Ask the publisher for another file.")
    }
    guard variables.count <= Self.mostVariables else {
      throw .beyondLimit(
        variables[0].at, "over \(Self.mostVariables) variables. Is this the table and nothing else?")
    }
    var translations: [[Text]?] = []
    for language in file.languages {
      translations.append(try Self.variables(of: file, language, stub: stub.count, heading: heading.count))
    }
    var dimensions: [Dimension] = []
    for (position, variable) in variables.enumerated() {
      guard !variables[..<position].contains(where: { $0.text == variable.text }) else {
        throw .malformed(
          variable.at, "the variable '\(variable.text)' twice. Ask the publisher for another file.")
      }
      dimensions.append(try Self.dimension(variable, at: position, of: file, translations: translations))
    }
    var count = 1
    for dimension in dimensions {
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension.categories.count)
      guard !overflow, product <= Self.mostCells else {
        throw .beyondLimit(
          variables[0].at, "over \(Self.mostCells) cells. Is this the table and nothing else?")
      }
      count = product
    }
    let titles =
      (file.texts("TITLE") ?? file.texts("DESCRIPTION") ?? [])
      + file.languages.flatMap { file.texts("TITLE", $0) ?? [] }
    var rows = try PCAxisRows(file, dimensions, variables: variables, stub: stub.count)
    self.init(
      titles: titles, dimensions: dimensions, cells: try rows.cells(count: count),
      updated: file.lastUpdated)
  }

  /// The variables' names in a language, which stand in the order of the main one's; `nil` where there are none.
  private static func variables(
    of file: PCAxisFile, _ language: String, stub: Int, heading: Int
  ) throws(DocumentError.Reason) -> [Text]? {
    let (rows, columns) = (file.texts("STUB", language), file.texts("HEADING", language))
    guard let first = rows?.first ?? columns?.first else { return nil }
    guard rows?.count ?? 0 == stub, columns?.count ?? 0 == heading else {
      throw .malformed(
        first.at,
        "the language '\(language)' has other variables than the main one. Ask the publisher for another file."
      )
    }
    return (rows ?? []) + (columns ?? [])
  }

  private static func dimension(
    _ variable: Text, at position: Int, of file: PCAxisFile, translations: [[Text]?]
  ) throws(DocumentError.Reason) -> Dimension {
    let times = file.times(of: variable.text)
    guard let values = file.texts("VALUES", about: variable.text) ?? times, !values.isEmpty else {
      throw .malformed(variable.at, "'\(variable.text)' has no VALUES. Ask the publisher for another file.")
    }
    let stated = file.texts("CODES", about: variable.text)
    try agree(stated, values, "CODES of '\(variable.text)'")
    let codes = stated ?? (times?.count == values.count ? times : nil)
    var names = (file.texts("VARIABLECODE", about: variable.text) ?? []) + [variable]
    var labels = values.map { [$0.text] }
    for (language, translated) in zip(file.languages, translations) {
      guard let name = translated?[position] else { continue }
      if !names.contains(where: { $0.text == name.text }) { names.append(name) }
      guard let others = file.texts("VALUES", language, about: name.text) else { continue }
      try agree(others, values, "VALUES[\(language)] of '\(name.text)'")
      for (index, other) in others.enumerated() where !labels[index].contains(other.text) {
        labels[index].append(other.text)
      }
    }
    let categories = values.indices.map { index in
      Category(code: codes?[index].text, labels: labels[index], at: values[index].at)
    }
    let isTime = file.entries[PCAxisFile.Key(keyword: "TIMEVAL", subjects: [variable.text])] != nil
    let isMetric = file.texts("CONTVARIABLE")?.contains { $0.text == variable.text } == true
    return Dimension(names: names, role: isTime ? .time : isMetric ? .metric : nil, categories: categories)
  }

  private static func agree(_ texts: [Text]?, _ values: [Text], _ what: String) throws(DocumentError.Reason) {
    guard let texts, texts.count != values.count else { return }
    throw .malformed(
      (texts.first ?? values[0]).at,
      "\(texts.count) \(what), but \(values.count) VALUES. Ask the publisher for another file.")
  }
}

extension PCAxisFile {
  /// The points in time that TIMEVAL lists; of a range of years every year.
  fileprivate func times(of variable: String) -> [Cube.Text]? {
    guard let entry = entries[Key(keyword: "TIMEVAL", subjects: [variable])], let first = entry.texts.first
    else {
      return nil
    }
    guard entry.words.contains("-") else { return entry.texts }
    guard entry.texts.count == 2, let start = Int(first.text), let end = Int(entry.texts[1].text),
      (1000...9999).contains(start), (start...9999).contains(end)
    else { return nil }
    return (start...end).map { Cube.Text(String($0), at: first.at) }
  }
}
