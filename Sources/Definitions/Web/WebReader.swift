import FlowTables
import Foundation

/// Reads a `[[source]]` of kind `url`, `index` or `pxweb`.
struct WebReader {
  let table: ListedTable

  private var reader: TableReader { table.reader }

  /// The settings; `nil` after a problem.
  func settings(of kind: String) -> WebSettings? {
    let target: WebSettings.Target? =
      switch kind {
      case "index": index().map(WebSettings.Target.index)
      case "pxweb": pxweb().map(WebSettings.Target.pxweb)
      default: page().map(WebSettings.Target.page)
      }
    let dataset = table.optional("dataset", .text)
    if case .page(let page) = target, page.hasPlaceholders, dataset == nil {
      reader.note(
        "dataset", "missing", "Say whose years are looked for, such as dataset = \"ssb-county-flows\".")
    }
    let every = table.duration("every", .seconds(6 * 3600))
    let sweep = table.duration("sweep", .seconds(30 * 86_400))
    let blindAfter = table.duration("blindAfter", .seconds(3 * 86_400))
    let gap = table.duration("gap", .milliseconds(250), orZero: true)
    let contact = table.optional("contact", .line)
    let allowPrivate = table.value("allowPrivate", .truth, false, SettingValue.truth)
    let maxBytes = table.value(
      "maxBytes", .integer(1...(1 << 30), example: 67_108_864), 67_108_864, SettingValue.integer)
    let timeout = table.duration("timeout", .seconds(300))
    let stall = table.duration("stall", .seconds(30))
    let proxy = table.optional("proxy", .text)
    if let proxy { check(proxy, "proxy") }
    let caFile = table.path("caFile")
    let headers = table.dictionary("headers")
    let secrets = secrets()
    for name in headers.keys where name.lowercased() == "authorization" {
      reader.note(
        "headers", item: name, "a secret does not belong here",
        "Use secretHeaders = { \(name) = \"file:…\" }.")
    }
    for (header, place) in secrets.sorted(by: { $0.key < $1.key }) {
      table.list("secretHeaders.\(header)", .text("\(place)"))
    }
    let closed = closedHours()
    guard let target else { return nil }
    return WebSettings(
      target: target, dataset: dataset, every: every, sweep: sweep, blindAfter: blindAfter, gap: gap,
      contact: contact, allowPrivate: allowPrivate, maxBytes: maxBytes, timeout: timeout, stall: stall,
      proxy: proxy, caFile: caFile, headers: headers, secretHeaders: secrets, closed: closed)
  }

  private func page() -> PageSettings? {
    let url = address("url")
    if let url { check(placeholdersIn: url, "url") }
    let years = years()
    let query = table.dictionary("query")
    for (name, text) in query { check(placeholdersIn: text, "query", item: name) }
    let post = table.optional("post", .text)
    if post?.contains("{releasedOn}") == true {
      reader.note(
        "post", "{releasedOn} stands for nothing here", "Put it into the address; {year} may stand in 'post'."
      )
    }
    let type = table.value("postType", .line, "application/json", SettingValue.text)
    guard let url else { return nil }
    let page = PageSettings(url: url, years: years, query: query, post: post, postType: type)
    if page.hasPlaceholders, years == nil, reader.lacks("years") {
      reader.note("years", "missing", "Say which years to look for, such as years = \"2004-\".")
    }
    if !page.hasPlaceholders, years != nil {
      reader.note(
        "years", "the address is the same for each year", "Put {year} where it stands, or leave 'years' out.")
    }
    return page
  }

  private func index() -> IndexSettings? {
    let url = address("url")
    let links = table.required("links", .text)
    if let links { check(placeholdersIn: links, "links") }
    guard let url, let links else { return nil }
    return IndexSettings(url: url, links: links)
  }

  private func pxweb() -> PxWebSettings? {
    let api = address("api")
    let version = table.value("version", .integer(1...2, example: 2), 2, SettingValue.integer)
    let tableID = table.required("table", .text)
    let language = table.value("language", .text, "en", SettingValue.text)
    let names = reader.table("dimensions")
    if names == nil, reader.isSoundTable("dimensions") {
      reader.note(
        "dimensions", "missing",
        "Add dimensions = { from = \"…\", to = \"…\", year = \"…\", contents = \"…\" } as the table calls them."
      )
    }
    let from = names?.required("from", .text)
    let to = names?.required("to", .text)
    let year = names?.required("year", .text)
    let contents = names?.optional("contents", .text)
    let codelists = reader.table("codelists")
    let lists = PxWebCodelists(
      from: codelists?.optional("from", .text), to: codelists?.optional("to", .text))
    let values = reader.dictionary("values", of: .texts)
    let years = years()
    let maxCells = table.value(
      "maxCells", .integer(1...100_000_000, example: 800_000), 800_000, SettingValue.integer)
    guard let api, let tableID, let from, let to, let year else { return nil }
    for (key, name) in [("from", from), ("to", to), ("year", year), ("contents", contents)] {
      if let name { table.list("dimensions.\(key)", .text(name)) }
    }
    for (key, name) in [("from", lists.from), ("to", lists.to)] {
      if let name { table.list("codelists.\(key)", .text(name)) }
    }
    for (name, codes) in values.sorted(by: { $0.key < $1.key }) {
      table.list("values.\(name)", .text(codes.joined(separator: ", ")))
    }
    return PxWebSettings(
      api: api, version: version, table: tableID, language: language,
      dimensions: PxWebDimensions(from: from, to: to, year: year, contents: contents), codelists: lists,
      values: values, years: years, maxCells: maxCells)
  }

  /// Where secrets stand; a relative path is relative to the settings file.
  private func secrets() -> [String: SecretPlace] {
    let places = reader.dictionary("secretHeaders", of: .text)
    return places.keys.sorted().reduce(into: [:]) { secrets, header in
      secrets[header] = SecretPlace(places[header, default: ""], of: table.file)
      if secrets[header] == nil {
        // What stands there may be the secret itself, so that no message may hold it.
        reader.note(
          "secretHeaders", item: header, SecretPlace.complaint, SecretPlace.advice(for: header))
      }
    }
  }

  private func years() -> YearRange? {
    guard let text = table.optional("years", .text) else { return nil }
    let years = YearRange(text)
    if years == nil {
      reader.note("years", "'\(text)' is no span of years", "Write \"2004-\", \"2004-2011\" or \"2011\".")
    }
    return years
  }

  private func address(_ key: String) -> String? {
    guard let text = table.required(key, .text) else { return nil }
    return check(text, key) ? text : nil
  }

  @discardableResult
  private func check(_ text: String, _ key: String) -> Bool {
    let isWeb = ["http://", "https://"].contains { text.lowercased().hasPrefix($0) }
    let authority = text.drop { $0 != "/" }.drop { $0 == "/" }.prefix { !"/?#".contains($0) }
    if authority.contains("@") {
      // The text holds what no message may hold.
      reader.note(key, "holds a name or a password", "Leave them out; see secretHeaders.")
      return false
    }
    if !isWeb {
      reader.note(key, "'\(text)' is no address of http or https", "Write \(key) = \"https://…\".")
    }
    return isWeb
  }

  private func check(placeholdersIn text: String, _ key: String, item: String? = nil) {
    for rest in text.split(separator: "{", omittingEmptySubsequences: false).dropFirst() {
      let name = String(rest.prefix { $0 != "}" })
      guard name != "year", name != "releasedOn" else { continue }
      let nearest = nearestName(to: name, among: ["year", "releasedOn"]).map { "Did you mean {\($0)}?" }
      reader.note(key, item: item, "{\(name)} stands for nothing", nearest ?? "Use {year} and {releasedOn}.")
    }
  }

  private func closedHours() -> ClosedHours? {
    guard let hours = reader.table("closed") else { return nil }
    func minutes(_ key: String) -> Int? {
      guard let text = hours.required(key, .text) else { return nil }
      let minutes = ClosedHours.minutes(text)
      if minutes == nil { hours.note(key, "'\(text)' is no time of day", "Write it as \"05:00\".") }
      return minutes
    }
    let (from, to) = (minutes("from"), minutes("to"))
    guard let zone = hours.required("zone", .text) else { return nil }
    guard TimeZone(identifier: zone) != nil else {
      hours.note("zone", "no time zone is called '\(zone)'", "Write one such as \"Europe/Oslo\".")
      return nil
    }
    guard let from, let to else { return nil }
    let closed = ClosedHours(from: from, to: to, zone: zone)
    table.list("closed", .text("\(closed)"))
    return closed
  }
}

extension PageSettings {
  /// Whether there is a table for each year.
  fileprivate var hasPlaceholders: Bool {
    ([url, post ?? ""] + Array(query.values)).contains { text in
      ["{year}", "{releasedOn}"].contains { text.contains($0) }
    }
  }
}
