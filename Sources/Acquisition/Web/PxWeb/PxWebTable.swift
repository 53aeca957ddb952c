package import FlowTables
import Foundation

/// A table of an API of the PxWeb family, and what is wanted of it.
///
/// - Source: PxWebApi 2.0's OpenAPI specification, and the description of version 1 that came with PX-Web.
package struct PxWebTable: Hashable, Sendable {
  /// The version of the API.
  package enum Version: Int, Sendable { case one = 1, two = 2 }

  /// The part of the address before the table's.
  package var api: String
  /// Which of the two it is.
  package var version: Version
  /// The table's number or path.
  package var table: String
  /// Which language to ask for.
  package var language: String
  /// The dimension over origins.
  package var from: String
  /// The dimension over destinations.
  package var to: String
  /// The dimension over reference years.
  package var year: String
  /// The dimension over what is counted.
  package var contents: String?
  /// The list of places that origins are summed by.
  package var fromList: String?
  /// The list of places that destinations are summed by.
  package var toList: String?
  /// What to take of other dimensions.
  package var values: [String: [String]]
  /// The most cells of one answer.
  package var maxCells: Int

  /// A table and what is wanted of it.
  package init(
    api: String, version: Version, table: String, language: String, from: String, to: String, year: String,
    contents: String?, fromList: String? = nil, toList: String? = nil, values: [String: [String]] = [:],
    maxCells: Int = 800_000
  ) {
    (self.api, self.version, self.table, self.language) = (api, version, table, language)
    (self.from, self.to, self.year, self.contents) = (from, to, year, contents)
    (self.fromList, self.toList, self.values, self.maxCells) = (fromList, toList, values, maxCells)
  }

  /// All that decides which figures an answer has; not how many come at a time.
  package var wording: String {
    let chosen = values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.joined(separator: ","))" }
    let parts = [
      api, "\(version.rawValue)", table, language, from, to, year, contents ?? "", fromList ?? "",
      toList ?? "",
    ]
    return (parts + chosen).joined(separator: "\n")
  }

  /// Longer addresses are answered with 404.
  static let longestAddress = 2000

  /// Where the table is described.
  package func catalogueAddress() throws(WebAddress.Problem) -> WebAddress {
    switch version {
    case .one:
      try WebAddress(
        "\(base)/\(escaped(language))/table/\(table.split(separator: "/").map { escaped(String($0)) }.joined(separator: "/"))"
      )
    case .two:
      try WebAddress(
        "\(base)/tables/\(escaped(table))/metadata?lang=\(escaped(language))&outputFormat=json-stat2")
    }
  }

  /// Where a list of places is described; version 1 describes none.
  package func codelistAddress(_ list: String) throws(WebAddress.Problem) -> WebAddress? {
    guard version == .two else { return nil }
    return try WebAddress("\(base)/codelists/\(escaped(list))?lang=\(escaped(language))")
  }

  /// Where the server states its limits; version 1 states them at its own root.
  package func limitsAddress() throws(WebAddress.Problem) -> WebAddress {
    switch version {
    case .one: try WebAddress("\(base)/\(escaped(language))/?config")
    case .two: try WebAddress("\(base)/config")
    }
  }

  /// The questions for one year, in as few as the server's limit of cells allows.
  package func questions(
    for year: ReferenceYear, in catalogue: PxWebCatalogue, lists: [String: [String]], maxCells: Int
  ) throws(WebAddress.Problem) -> [WebRequest] {
    let origins = fromList.flatMap { lists[$0] } ?? catalogue.codes(of: from)
    let destinations = toList.flatMap { lists[$0] } ?? catalogue.codes(of: to)
    let others = catalogue.dimensions.filter { ![from, to, self.year].contains($0.code) }
    let chosen = others.compactMap { dimension -> Choice? in
      if let wanted = values[dimension.code] {
        return wanted == ["*"]
          ? Choice(dimension.code, dimension.codes, isAll: true) : Choice(dimension.code, unique(wanted))
      }
      // What can be left out is summed by the server; of the others everything is taken.
      return dimension.isEliminable ? nil : Choice(dimension.code, dimension.codes)
    }
    let each = chosen.reduce(max(1, destinations.count)) {
      $0.multipliedSaturating(by: max(1, $1.codes.count))
    }
    let rows = max(1, maxCells / max(1, each))
    var requests: [WebRequest] = []
    let isWhole = origins.count <= rows
    for start in stride(from: 0, to: max(1, origins.count), by: rows) {
      let some = Array(origins.dropFirst(start).prefix(rows))
      requests.append(
        try question(
          [
            Choice(from, some, list: fromList, isAll: isWhole),
            Choice(to, destinations, list: toList, isAll: true),
            Choice(self.year, ["\(year)"]),
          ] + chosen))
    }
    return requests
  }

  /// What is taken of one dimension.
  private struct Choice {
    let dimension: String
    let codes: [String]
    let list: String?
    /// Whether these are all that the list or the dimension has.
    let isAll: Bool

    init(_ dimension: String, _ codes: [String], list: String? = nil, isAll: Bool = false) {
      (self.dimension, self.codes, self.list, self.isAll) = (dimension, codes, list, isAll)
    }

    var valueCodes: [String] { isAll ? ["*"] : codes }
  }

  private func question(_ choices: [Choice]) throws(WebAddress.Problem) -> WebRequest {
    guard version == .two else { return try firstVersionQuestion(choices) }
    let start = "\(base)/tables/\(escaped(table))/data?lang=\(escaped(language))&outputFormat=json-stat2"
    let query = choices.map { choice in
      let list = choice.list.map { "&codelist[\(escaped(choice.dimension))]=\(escaped($0))" } ?? ""
      let codes = choice.valueCodes.map { $0 == "*" ? $0 : escaped($0) }.joined(separator: ",")
      return "&valueCodes[\(escaped(choice.dimension))]=\(codes)\(list)"
    }
    let address = start + query.joined()
    if address.utf8.count <= Self.longestAddress { return WebRequest(try WebAddress(address)) }
    let selection = choices.map { choice in
      Selection.Variable(
        variableCode: choice.dimension, codelist: choice.list, valueCodes: choice.valueCodes)
    }
    return WebRequest(
      try WebAddress(start), method: .post(json(Selection(selection: selection)), type: "application/json"))
  }

  private func firstVersionQuestion(_ choices: [Choice]) throws(WebAddress.Problem) -> WebRequest {
    let query = choices.map { choice in
      let filter: String =
        if let list = choice.list {
          // The second version's name of a list begins with what is its kind in the first.
          list.hasPrefix("vs_")
            ? "vs:\(list.dropFirst(3))" : "agg:\(list.hasPrefix("agg_") ? String(list.dropFirst(4)) : list)"
        } else {
          choice.isAll ? "all" : "item"
        }
      return Query.Variable(
        code: choice.dimension,
        selection: .init(filter: filter, values: choice.list == nil ? choice.valueCodes : choice.codes))
    }
    let body = json(Query(query: query, response: .init(format: "json-stat2")))
    return WebRequest(try catalogueAddress(), method: .post(body, type: "application/json"))
  }

  private var base: String { api.hasSuffix("/") ? String(api.dropLast()) : api }
}

/// The body of a question of version 2.
private struct Selection: Encodable {
  struct Variable: Encodable {
    let variableCode: String
    let codelist: String?
    let valueCodes: [String]
  }

  let selection: [Variable]
}

/// The body of a question of version 1.
private struct Query: Encodable {
  struct Variable: Encodable {
    struct Selection: Encodable {
      let filter: String
      let values: [String]
    }

    let code: String
    let selection: Selection
  }

  struct Response: Encodable {
    let format: String
  }

  let query: [Variable]
  let response: Response
}

private func json(_ value: some Encodable) -> [UInt8] {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  // Texts alone are encoded, which can't fail.
  return (try? encoder.encode(value)).map(Array.init) ?? []
}

/// A code given twice is answered with an empty 500.
private func unique(_ codes: [String]) -> [String] {
  var seen: Set<String> = []
  return codes.filter { seen.insert($0).inserted }
}

private func escaped(_ text: String) -> String {
  text.addingPercentEncoding(
    withAllowedCharacters: .alphanumerics.intersection(.init(charactersIn: "\u{21}"..."\u{7E}")).union(
      .init(charactersIn: "-._~"))) ?? text
}

extension Int {
  fileprivate func multipliedSaturating(by other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
