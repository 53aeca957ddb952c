package import FlowTables
import Foundation

/// What an API says of a table: its dimensions, their codes, and when it was updated.
package struct PxWebCatalogue: Equatable, Sendable {
  /// One dimension of the table.
  package struct Dimension: Equatable, Sendable {
    /// As questions call it.
    package let code: String
    /// As people call it.
    package let label: String
    /// Its values, in order.
    package let codes: [String]
    /// Whether a question may leave it out.
    package let isEliminable: Bool
    /// The lists that its values can be summed by; `nil` where the API does not say.
    package let lists: [String]?
  }

  /// As people call the table.
  package let label: String
  /// In the table's order.
  package let dimensions: [Dimension]
  /// When the table was last changed, as the server writes it.
  package let updated: String?
  /// When it is to change next.
  package let nextUpdate: CivilDate?

  /// Reads a server's description of a table.
  ///
  /// - Errors: a text that says what is missing.
  package init(_ body: [UInt8], of version: PxWebTable.Version) throws(CatalogueProblem) {
    do {
      switch version {
      case .one: try self.init(JSONDecoder().decode(FirstVersionWire.self, from: Data(body)))
      case .two: try self.init(JSONDecoder().decode(SecondVersionWire.self, from: Data(body)))
      }
    } catch {
      throw CatalogueProblem(what: "its description of the table is not that of PxWebApi \(version.rawValue)")
    }
    guard !dimensions.isEmpty else {
      throw CatalogueProblem(what: "its description of the table has no dimensions")
    }
  }

  /// The codes of a dimension; none where the table has no such dimension.
  package func codes(of dimension: String) -> [String] { self[dimension]?.codes ?? [] }

  /// The reference years that the table has, in order.
  package func years(in dimension: String) -> [ReferenceYear] {
    codes(of: dimension).compactMap { code in
      code.count == 4 ? Int(code).flatMap { ReferenceYear($0) } : nil
    }.sorted()
  }

  /// What the settings name and the table does not have, each with what it has instead.
  package func differences(from table: PxWebTable) -> [String] {
    var found: [String] = []
    let names = dimensions.map(\.code)
    for (key, name) in [("from", table.from), ("to", table.to), ("year", table.year)]
      + (table.contents.map { [("contents", $0)] } ?? [])
    where !names.contains(name) {
      found.append("dimensions.\(key): the table has no '\(name)'\(guess(name, among: names))")
    }
    for (key, dimension, list) in [("from", table.from, table.fromList), ("to", table.to, table.toList)] {
      guard let list, let lists = self[dimension]?.lists, !lists.contains(list) else { continue }
      found.append("codelists.\(key): \(dimension) has no list '\(list)'\(guess(list, among: lists))")
    }
    for (name, wanted) in table.values.sorted(by: { $0.key < $1.key }) {
      guard let dimension = self[name] else {
        found.append("values: the table has no dimension '\(name)'\(guess(name, among: names))")
        continue
      }
      for code in wanted where code != "*" && !dimension.codes.contains(code) {
        found.append("values.\(name): there is no '\(code)'\(guess(code, among: dimension.codes))")
      }
    }
    if names.contains(table.year), years(in: table.year).isEmpty {
      found.append("dimensions.year: \(table.year) holds no years, but \(some(of: codes(of: table.year)))")
    }
    return found
  }

  private subscript(_ code: String) -> Dimension? { dimensions.first { $0.code == code } }

  private func guess(_ name: String, among names: [String]) -> String {
    if let near = nearestName(to: name, among: names) { return "; did you mean '\(near)'?" }
    return "; it has \(some(of: names))"
  }

  private func some(of names: [String]) -> String {
    guard !names.isEmpty else { return "none" }
    let more = names.count > 12 ? " and \(names.count - 12) more" : ""
    return names.prefix(12).joined(separator: ", ") + more
  }
}

/// Why a server's description of a table can't be used.
package struct CatalogueProblem: Error, Equatable, Sendable {
  /// What is wrong with it.
  package let what: String
}

/// The places of a list, in its order.
///
/// - Errors: a text that says what is missing.
package func codelistCodes(_ body: [UInt8]) throws(CatalogueProblem) -> [String] {
  guard let list = try? JSONDecoder().decode(CodelistWire.self, from: Data(body)), !list.values.isEmpty else {
    throw CatalogueProblem(what: "its description of the list of places holds no places")
  }
  return list.values.map(\.code)
}

/// The most cells of one answer, as a server states its limits; `nil` where it does not.
package func statedCellLimit(_ body: [UInt8]) -> Int? {
  guard let limits = try? JSONDecoder().decode(LimitsWire.self, from: Data(body)) else { return nil }
  return limits.maxDataCells ?? limits.maxValues
}

/// What shows that answers are not of one state of a table: it was updated while they were asked for.
///
/// A server that does not say when its answers are from is believed.
package func mixedUpdates(in responses: [WebResponse], since catalogue: String?) -> WebError.Reason? {
  let stated = responses.compactMap { response in
    try? JSONDecoder().decode(AnswerWire.self, from: Data(response.body)).updated
  }
  if Set(stated).count > 1 {
    return .incomplete("its pieces are from \(Set(stated).sorted().joined(separator: " and from "))")
  }
  // A cache may give old figures under a new catalogue.
  guard let catalogue, let moment = date(catalogue), let one = stated.first, let own = date(one), own < moment
  else { return nil }
  return .incomplete("it is from \(one), while the catalogue says \(catalogue)")
}

private func date(_ text: String) -> Date? {
  (try? Date(text, strategy: .iso8601))
    ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
}

private struct AnswerWire: Decodable {
  let updated: String?
}

private struct CodelistWire: Decodable {
  struct Value: Decodable {
    let code: String
  }

  let values: [Value]
}

private struct LimitsWire: Decodable {
  let maxDataCells: Int?
  let maxValues: Int?
}

private struct FirstVersionWire: Decodable {
  struct Variable: Decodable {
    let code: String
    let text: String
    let values: [String]
    let elimination: Bool?
  }

  let title: String
  let variables: [Variable]
}

private struct SecondVersionWire: Decodable {
  struct Dimension: Decodable {
    struct Category: Decodable {
      /// In order; JSON-stat writes it as a list or by positions, and leaves out that of a single one.
      let codes: [String]

      private enum CodingKeys: CodingKey { case index, label }

      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let list = try? container.decode([String].self, forKey: .index) {
          codes = list
        } else if let positions = try? container.decode([String: Int].self, forKey: .index) {
          codes = positions.sorted { $0.value < $1.value }.map(\.key)
        } else {
          codes = try Array(container.decode([String: String].self, forKey: .label).keys)
        }
      }
    }

    struct Extension: Decodable {
      struct List: Decodable {
        let id: String
      }

      let elimination: Bool?
      // Written in two ways by two releases of the API.
      let codelists: [List]?
      let codeLists: [List]?
    }

    let label: String
    let category: Category
    let `extension`: Extension?
  }

  struct TableExtension: Decodable {
    struct Keywords: Decodable {
      let nextUpdate: String?
    }

    let px: Keywords?
  }

  let label: String
  let id: [String]
  let dimension: [String: Dimension]
  let updated: String?
  let `extension`: TableExtension?
}

extension PxWebCatalogue {
  private init(_ wire: FirstVersionWire) {
    (label, updated, nextUpdate) = (wire.title, nil, nil)
    dimensions = wire.variables.map {
      Dimension(
        code: $0.code, label: $0.text, codes: $0.values, isEliminable: $0.elimination ?? false, lists: nil)
    }
  }

  private init(_ wire: SecondVersionWire) {
    (label, updated) = (wire.label, wire.updated)
    nextUpdate = (wire.extension?.px?.nextUpdate).flatMap { CivilDate(iso: $0.prefix(10)) }
    dimensions = wire.id.compactMap { code in
      guard let dimension = wire.dimension[code] else { return nil }
      return Dimension(
        code: code, label: dimension.label, codes: dimension.category.codes,
        isEliminable: dimension.extension?.elimination ?? false,
        lists: (dimension.extension?.codelists ?? dimension.extension?.codeLists)?.map(\.id))
    }
  }
}
