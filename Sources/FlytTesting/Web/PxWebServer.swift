import FlowTables
import Foundation
import Synchronization

/// A stand-in for an API of the PxWeb family, with one table of flows; strict where real ones are.
package final class PxWebServer: Sendable {
  /// What the table holds and how the server behaves.
  package struct State: Sendable {
    /// By their years, each a whole table.
    package var years: [Int: SyntheticTable]
    /// When the table was updated.
    package var updated = "2012-05-11T06:00:00Z"
    /// More cells are refused.
    package var maxCells = 800_000
    /// What the server says that it takes at most; `nil` for what it takes.
    package var statedMaxCells: Int?
    /// So many answers still come from a state before the last update.
    package var staleAnswers = 0
    /// After so many answers it takes no more; `nil` for no end.
    package var answersLeft: Int?
  }

  /// The dimensions' names.
  package static let (from, to, year, contents) = (
    "Fraflyttingsregion", "TilflyttRegion", "Tid", "ContentsCode"
  )
  private let version: Int
  /// The list by which places are summed.
  private let list: String
  /// Whether it has figures only of the list's places, so that a question must name it.
  private let requiresList: Bool
  private let state: Mutex<State>
  private let server: LoopbackServer

  /// Serves some tables from now on.
  package init(
    version: Int = 2, list: String = "agg_Fylker", requiresList: Bool = false, _ tables: [SyntheticTable]
  ) throws {
    (self.version, self.list, self.requiresList) = (version, list, requiresList)
    state = Mutex(State(years: Dictionary(tables.map { ($0.year.value, $0) }) { $1 }))
    server = try LoopbackServer()
    server.answer { [unowned self] request in answer(request) }
  }

  /// Where the API begins.
  package var api: String { server.address(version == 2 ? "/api/v2" : "/api/v1") }
  /// Every request so far.
  package var requests: [LoopbackServer.Request] { server.requests }
  /// Changes what the table holds or how the server behaves.
  package func change(_ change: @Sendable (inout State) -> Void) { state.withLock { change(&$0) } }

  /// How many times figures of a year were asked for.
  package func questions(for year: Int) -> Int {
    requests.filter { request in
      request.target.contains("[\(Self.year)]=\(year)")
        || request.target.contains("%5B\(Self.year)%5D=\(year)")
        || String(decoding: request.body, as: UTF8.self).contains("\"\(year)\"")
    }.count
  }

  private func answer(_ request: LoopbackServer.Request) -> [LoopbackServer.Step] {
    let state = state.withLock { state in
      var given = state
      defer { if request.target.contains("/data") { state.staleAnswers = max(0, state.staleAnswers - 1) } }
      if state.staleAnswers > 0, request.target.contains("/data") { given.updated = "2012-01-01T06:00:00Z" }
      if let left = state.answersLeft { state.answersLeft = left - 1 }
      return given
    }
    if let left = state.answersLeft, left <= 0 { return reply(429, headers: ["Retry-After": "1"]) }
    guard let components = URLComponents(string: "http://x" + request.target) else { return reply(400) }
    let query = components.queryItems?.reduce(into: [String: String]()) { $0[$1.name] = $1.value } ?? [:]
    switch (version, components.path) {
    case (2, "/api/v2/config"): return json(["maxDataCells": state.statedMaxCells ?? state.maxCells])
    case (2, "/api/v2/tables/13864/metadata"): return json(metadata(state))
    case (2, "/api/v2/codelists/\(list)"):
      return json(["id": list, "values": places(state).map { ["code": $0, "label": $0] }])
    case (2, "/api/v2/tables/13864/data"):
      let lists = [Self.from, Self.to].map { query["codelist[\($0)]"] }
      guard !requiresList || lists == [list, list] else { return problem(400, "No such places") }
      return figures(request.method == "POST" ? selection(request.body) : selection(query), state)
    case (1, "/api/v1/en/table/13864"):
      let filters = String(decoding: request.body, as: UTF8.self).components(
        separatedBy: "\"filter\":\"agg:\(list.dropFirst(4))\"")
      guard request.method == "GET" || !requiresList || filters.count == 3 else {
        return problem(400, "No such places")
      }
      return request.method == "GET"
        ? json(firstVersionMetadata(state)) : figures(firstVersionSelection(request.body), state)
    default: return reply(404)
    }
  }

  private func places(_ state: State) -> [String] {
    state.years.values.first?.places.map(\.code) ?? []
  }

  private func metadata(_ state: State) -> [String: Any] {
    func dimension(_ codes: [String], lists: [String] = [], isEliminable: Bool = false) -> [String: Any] {
      [
        "label": "a dimension",
        "category": ["index": Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })],
        "extension": ["elimination": isEliminable, "codelists": lists.map { ["id": $0, "label": $0] }],
      ]
    }
    let places = places(state)
    return [
      "version": "2.0", "class": "dataset", "label": "13864: Flyttinger", "updated": state.updated,
      "id": [Self.from, Self.to, "Kjonn", Self.contents, Self.year],
      "size": [places.count, places.count, 1, 1, state.years.count],
      "dimension": [
        Self.from: dimension(places, lists: [list]), Self.to: dimension(places, lists: [list]),
        "Kjonn": dimension(["0"], isEliminable: true), Self.contents: dimension(["Flyttinger"]),
        Self.year: dimension(state.years.keys.sorted().map(String.init)),
      ],
      "extension": ["px": ["nextUpdate": "2013-05-11T06:00:00Z"]],
    ]
  }

  private func firstVersionMetadata(_ state: State) -> [String: Any] {
    let places = places(state)
    func variable(_ code: String, _ values: [String]) -> [String: Any] {
      ["code": code, "text": code, "values": values, "valueTexts": values]
    }
    return [
      "title": "13864: Flyttinger",
      "variables": [
        variable(Self.from, places), variable(Self.to, places), variable(Self.contents, ["Flyttinger"]),
        variable(Self.year, state.years.keys.sorted().map(String.init)),
      ],
    ]
  }

  private func selection(_ query: [String: String]) -> [String: [String]] {
    query.reduce(into: [:]) { all, item in
      guard item.key.hasPrefix("valueCodes["), item.key.hasSuffix("]") else { return }
      all[String(item.key.dropFirst(11).dropLast())] = item.value.split(separator: ",").map(String.init)
    }
  }

  private func selection(_ body: [UInt8]) -> [String: [String]] {
    let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
    let variables = object?["selection"] as? [[String: Any]] ?? []
    return variables.reduce(into: [:]) { all, variable in
      guard let code = variable["variableCode"] as? String else { return }
      all[code] = variable["valueCodes"] as? [String]
    }
  }

  private func firstVersionSelection(_ body: [UInt8]) -> [String: [String]] {
    let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
    let variables = object?["query"] as? [[String: Any]] ?? []
    return variables.reduce(into: [:]) { all, variable in
      guard let code = variable["code"] as? String, let selection = variable["selection"] as? [String: Any]
      else { return }
      all[code] = selection["values"] as? [String]
    }
  }

  private func figures(_ selection: [String: [String]], _ state: State) -> [LoopbackServer.Step] {
    let places = places(state)
    func chosen(_ dimension: String, _ all: [String]) -> [String]? {
      guard let codes = selection[dimension] else { return nil }
      let chosen = codes == ["*"] ? all : codes
      return chosen.allSatisfy(all.contains) ? chosen : nil
    }
    guard let origins = chosen(Self.from, places), let destinations = chosen(Self.to, places),
      chosen(Self.contents, ["Flyttinger"]) != nil,
      let year = chosen(Self.year, state.years.keys.map(String.init))?.first.flatMap({ Int($0) }),
      let table = state.years[year]
    else { return problem(400, "Missing selection for mandatory variable") }
    guard Set(origins).count == origins.count else { return reply(500) }
    guard origins.count * destinations.count <= state.maxCells else {
      return problem(403, "Too many cells selected")
    }
    let values: [Any] = origins.flatMap { origin in
      destinations.map { destination -> Any in
        let cell = table[Flow(from: Place(code: origin), to: Place(code: destination))]
        return if case .persons(let persons) = cell.value { persons } else { NSNull() }
      }
    }
    func category(_ codes: [String], _ label: String) -> [String: Any] {
      ["label": label, "category": ["index": codes]]
    }
    return json([
      "version": "2.0", "class": "dataset", "label": "13864: Flyttinger", "updated": state.updated,
      "id": [Self.from, Self.to, Self.contents, Self.year],
      "size": [origins.count, destinations.count, 1, 1],
      "role": ["time": [Self.year], "metric": [Self.contents]],
      "dimension": [
        Self.from: category(origins, "Fraflyttingsregion"),
        Self.to: category(destinations, "Tilflyttingsregion"),
        Self.contents: category(["Flyttinger"], "statistikkvariabel"), Self.year: category(["\(year)"], "år"),
      ],
      "value": values,
    ])
  }

  private func problem(_ status: Int, _ title: String) -> [LoopbackServer.Step] {
    version == 2
      ? json(["type": "Parameter error", "title": title, "status": status], status)
      : json(["error": title], status)
  }

  private func json(_ value: [String: Any], _ status: Int = 200) -> [LoopbackServer.Step] {
    let bytes = (try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys])) ?? Data()
    return reply(status, bytes, headers: ["Content-Type": "application/json"])
  }
}
