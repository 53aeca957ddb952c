extension JSONScanner {
  /// More dimensions than any table has.
  private static let mostDimensions = 100
  /// More data sets than any response has.
  private static let mostDataSets = 1000

  /// Reads an object that may be a data set, or a bundle of some when not `isInner`.
  mutating func dataSet(isInner: Bool = false) throws(DocumentError.Reason) -> JSONStatData {
    _ = try peek()
    var data = JSONStatData(at: here)
    try members { (scanner, key) throws(DocumentError.Reason) in
      guard data.keys.insert(key.text).inserted else { throw twice(key) }
      try scanner.member(key.text, of: &data, isInner: isInner)
    }
    return data
  }

  private mutating func member(
    _ key: String, of data: inout JSONStatData, isInner: Bool
  ) throws(DocumentError.Reason) {
    let next = Unicode.Scalar(try peek())
    switch (key, next) {
    case ("label", "\""), ("label", "{"): data.labels = try texts()
    case ("class", "\""): data.kind = try text().text
    case ("updated", "\""): data.updated = try text().text
    case ("id", "["): data.ids = try textList()
    case ("size", "["): data.sizes = try sizeList()
    case ("role", "{"): data.roles = try roles()
    case ("dimension", "{"): try dimensions(into: &data)
    case ("value", "[") where !isInner && data.dimensions == nil && data.ids == nil && isListOfObjects:
      try skip()
    case ("value", "["): data.values = try valueList()
    case ("value", "{"): data.values = try sparseValues()
    case ("value", _) where !isInner && data.dimensions == nil: try skip()
    case ("value", _): throw unexpected(wanted: "the list of figures")
    case ("status", "\""): data.statuses = .everywhere(try text().text)
    case ("status", "["): data.statuses = try statusList()
    case ("status", "{"): data.statuses = try sparseStatuses()
    case ("error", "\""), ("title", "\""), ("detail", "\""), ("message", "\""):
      data.messages[key] = try text().text
    case ("link", "{") where !isInner: try links(into: &data)
    case ("extension", _), ("link", _), ("note", _), ("error", _): try skip()
    case (_, "{") where !isInner && data.inner.count < Self.mostDataSets:
      data.inner.append(try dataSet(isInner: true))
    default: try skip()
    }
  }

  /// Whether a list of objects is next, which other databases call `value` too.
  private var isListOfObjects: Bool {
    var ahead = self
    return (try? ahead.take("[")) != nil && (try? ahead.isNext("{")) == true
  }

  /// A text, or one for each language.
  private mutating func texts() throws(DocumentError.Reason) -> [Cube.Text] {
    guard try isNext("{") else { return [try text()] }
    var texts: [Cube.Text] = []
    try members { (scanner, _) throws(DocumentError.Reason) in texts.append(try scanner.text()) }
    return texts
  }

  private mutating func textList() throws(DocumentError.Reason) -> [Cube.Text] {
    var texts: [Cube.Text] = []
    try elements { (scanner) throws(DocumentError.Reason) in texts.append(try scanner.text()) }
    return texts
  }

  /// A whole number that is not negative.
  private mutating func count() throws(DocumentError.Reason) -> JSONStatData.Size {
    _ = try peek()
    let place = here
    guard case .number(let number) = try number(), number >= 0 else {
      throw .malformed(place, "a size or position that is no whole number. Take the extract again.")
    }
    return JSONStatData.Size(number: number, at: place)
  }

  private mutating func sizeList() throws(DocumentError.Reason) -> [JSONStatData.Size] {
    var sizes: [JSONStatData.Size] = []
    try elements { (scanner) throws(DocumentError.Reason) in sizes.append(try scanner.count()) }
    return sizes
  }

  /// `{"time": ["Tid"], "metric": […], "geo": […]}`.
  private mutating func roles() throws(DocumentError.Reason) -> [String: Cube.Dimension.Role] {
    var roles: [String: Cube.Dimension.Role] = [:]
    try members { (scanner, key) throws(DocumentError.Reason) in
      guard let role = role(of: key.text), try scanner.isNext("[") else { return try scanner.skip() }
      for name in try scanner.textList() { roles[name.text] = role }
    }
    return roles
  }

  /// `dimension`, among whose members 1.x also has `id`, `size` and `role`.
  private mutating func dimensions(into data: inout JSONStatData) throws(DocumentError.Reason) {
    var dimensions: [String: JSONStatData.Dimension] = [:]
    // The closure can't hold on to `data` while it is changed through a parameter.
    var (ids, sizes, roles) = (data.ids, data.sizes, data.roles)
    try members { (scanner, key) throws(DocumentError.Reason) in
      switch (key.text, Unicode.Scalar(try scanner.peek())) {
      case ("id", "["): ids = try scanner.textList()
      case ("size", "["): sizes = try scanner.sizeList()
      case (_, "{"):
        guard dimensions.count < Self.mostDimensions else {
          throw .beyondLimit(
            key.at, "over \(Self.mostDimensions) dimensions. Is this the table and nothing else?")
        }
        let dimension = try scanner.dimension(key)
        if key.text == "role", !dimension.hasCategories {
          roles.merge(dimension.roles) { first, _ in first }
        } else if dimensions.updateValue(dimension, forKey: key.text) != nil {
          throw twice(key)
        }
      default: try scanner.skip()
      }
    }
    (data.dimensions, data.ids, data.sizes, data.roles) = (dimensions, ids, sizes, roles)
  }

  private mutating func dimension(_ name: Cube.Text) throws(DocumentError.Reason) -> JSONStatData.Dimension {
    var dimension = JSONStatData.Dimension(name: name)
    try members { (scanner, key) throws(DocumentError.Reason) in
      switch (key.text, Unicode.Scalar(try scanner.peek())) {
      case ("label", "\""), ("label", "{"): dimension.labels = try scanner.texts()
      case ("category", "{"):
        guard !dimension.hasCategories else { throw twice(key) }
        dimension.hasCategories = true
        try scanner.category(of: &dimension)
      case (_, "["):
        guard name.text == "role", let role = role(of: key.text) else { return try scanner.skip() }
        for text in try scanner.textList() { dimension.roles[text.text] = role }
      default: try scanner.skip()
      }
    }
    return dimension
  }

  private mutating func category(of dimension: inout JSONStatData.Dimension) throws(DocumentError.Reason) {
    var filled = dimension
    try members { (scanner, key) throws(DocumentError.Reason) in
      switch (key.text, Unicode.Scalar(try scanner.peek())) {
      case ("index", "["):
        filled.index = try scanner.textList().enumerated().map { ($0.element, $0.offset) }
      case ("index", "{"):
        var index: [(Cube.Text, Int)] = []
        try scanner.members { (scanner, code) throws(DocumentError.Reason) in
          index.append((code, try scanner.count().number))
        }
        filled.index = index
      case ("label", "{"):
        try scanner.members { (scanner, code) throws(DocumentError.Reason) in
          if filled.firstLabelled == nil { filled.firstLabelled = code }
          let label = try scanner.text()
          if filled.categoryLabels.updateValue(label, forKey: code.text) != nil { throw twice(code) }
        }
      default: try scanner.skip()
      }
    }
    dimension = filled
  }

  /// `{"item": […]}`, of which items with figures are embedded data sets.
  private mutating func links(into data: inout JSONStatData) throws(DocumentError.Reason) {
    var inner: [JSONStatData] = []
    try members { (scanner, key) throws(DocumentError.Reason) in
      guard key.text == "item", try scanner.isNext("[") else { return try scanner.skip() }
      try scanner.elements { (scanner) throws(DocumentError.Reason) in
        guard try scanner.isNext("{"), inner.count < Self.mostDataSets else { return try scanner.skip() }
        inner.append(try scanner.dataSet(isInner: true))
      }
    }
    data.inner += inner
  }
}

private func role(of key: String) -> Cube.Dimension.Role? {
  switch key {
  case "time": .time
  case "metric": .metric
  case "geo": .geo
  default: nil
  }
}

/// The error of a key that comes a second time.
func twice(_ key: Cube.Text) -> DocumentError.Reason {
  .malformed(key.at, "'\(key.text)' for the second time in one object. Take the extract again.")
}
