import Acquisition
import Answers
import Definitions
import FlowTables
import Foundation
import ReleaseStore

extension WebLook {
  /// Days of a season that are tried in one look, where the address holds the edition's date.
  private static let mostDays = 40

  /// The tables of a source of kind `url` that are worth looking for now.
  func errands(for page: PageSettings) throws -> [Errand] {
    let template = AddressTemplate(page.urlWithQuery)
    guard page.years != nil else {
      let address = try address { () throws(WebAddress.Problem) in try template.address() }
      return [errand(page, address, .known, year: nil, isUnconditional: isOverdue(address.text))]
    }
    // A series that has ended has no more years to look for.
    let years = (page.years?.years(before: CivilDate(now)) ?? []).filter { year in
      year >= source.dataset?.firstYear ?? year && year <= source.dataset?.lastYear ?? year
    }
    let addresses = try known.stored.reduce(into: [ReferenceYear: WebAddress]()) { all, stored in
      // A date that nobody knows makes no address.
      guard !template.hasDate || stored.value != nil else { return }
      all[stored.key] = try address { () throws(WebAddress.Problem) in
        try template.address(year: stored.key, releasedOn: stored.value)
      }
    }
    var stored: [ReferenceYear: YearPlan.Stored] = [:]
    for year in known.stored.keys {
      let key = addresses[year].map { self.key(page, $0, year) }
      // What has no address has no turn.
      stored[year] = YearPlan.Stored(seenAt: key.map { seenAt($0) } ?? now)
    }
    let plan = YearPlan(
      years: years, stored: stored, missedAt: memory.missedAt, every: source.settings.every,
      sweep: source.settings.sweep)
    let newest = years.last { known.stored[$0] != nil }
    return try plan.wanted(at: now).flatMap { wanted -> [Errand] in
      guard wanted.isStored else {
        return try errandsForMissing(wanted.year, page, template, after: newest)
      }
      guard let address = addresses[wanted.year] else { return [] }
      let role = wanted.year == newest ? Errand.Role.known : .swept
      return [errand(page, address, role, year: wanted.year, isUnconditional: wanted.isUnconditional)]
    }
  }

  /// When an address last gave its content whole, or had none.
  func seenAt(_ key: String) -> Date? {
    [known.addresses[key]?.at, memory.absentAt[key]].compactMap(\.self).max()
  }

  /// Whether an address must be seen whole again, whatever its server calls its content.
  func isOverdue(_ key: String) -> Bool { isOverdue(since: seenAt(key)) }

  /// Whether what was last seen whole then must be seen so again; a clock that was set back must not keep it from that.
  func isOverdue(since date: Date?) -> Bool {
    date.map { abs(now.timeIntervalSince($0)) >= source.settings.sweep.seconds } ?? true
  }

  /// Where an edition that is not stored may be; one on each day of its season where the address holds its date.
  private func errandsForMissing(
    _ year: ReferenceYear, _ page: PageSettings, _ template: AddressTemplate, after newest: ReferenceYear?
  ) throws -> [Errand] {
    func errand(on day: CivilDate? = nil) throws -> Errand {
      let address = try address { () throws(WebAddress.Problem) in
        try template.address(year: year, releasedOn: day)
      }
      var errand = self.errand(page, address, .missing, year: year, isUnconditional: true)
      errand.releasedOn = day
      return errand
    }
    guard template.hasDate else { return [try errand()] }
    let today = CivilDate(now)
    let season = Season(
      of: year, expected: source.dataset?.expected, past: known.firstDates, announced: memory.announced)
    // Nobody knows the days of editions of long ago, and trying them all is no way to treat a server.
    guard let season, newest.map({ year > $0 }) ?? season.contains(today) else { return [] }
    let days = season.days(upTo: today).filter { day in
      // A day that is over has had its edition or never will, and its zone may be another than ours.
      day.days(to: today) <= 1 || !memory.triedDays.contains("\(year) \(day)")
    }
    return try days.prefix(Self.mostDays).map { try errand(on: $0) }
  }

  /// When the next edition of the source's dataset is likely to come.
  func season() -> Season? {
    guard let dataset = source.dataset else { return nil }
    let expectation = Expectation(of: dataset, stored: Array(known.stored.keys), today: CivilDate(now))
    return expectation.expectedYear.flatMap { year in
      Season(of: year, expected: dataset.expected, past: known.firstDates, announced: memory.announced)
    }
  }

  private func errand(
    _ page: PageSettings, _ address: WebAddress, _ role: Errand.Role, year: ReferenceYear?,
    isUnconditional: Bool
  ) -> Errand {
    guard let post = page.post else {
      return Errand(address, role, year: year, isUnconditional: isUnconditional)
    }
    let body = year.map { post.replacing("{year}", with: "\($0)") } ?? post
    let request = WebRequest(address, method: .post(Array(body.utf8), type: page.postType))
    return Errand([request], role, key: key(page, address, year), name: address.description, year: year)
  }

  /// The address alone does not tell two questions apart that are posted to it.
  private func key(_ page: PageSettings, _ address: WebAddress, _ year: ReferenceYear?) -> String {
    guard page.post != nil, let year else { return address.text }
    return "\(address.text) \(year)"
  }

  /// An address of the settings; what is wrong with it is the settings' fault.
  func address(_ make: () throws(WebAddress.Problem) -> WebAddress) throws(Failure) -> WebAddress {
    do throws(WebAddress.Problem) {
      return try make()
    } catch {
      throw settingsFailure("its address \(error)")
    }
  }

  /// A fault of the source's settings.
  func settingsFailure(_ what: String) -> Failure {
    Failure(
      .settings, code: "settings-differ", "source.\(source.name): \(what).",
      hint: "flyt sources test \(source.name)")
  }
}

extension PageSettings {
  /// The address with the parameters of the settings behind its own.
  fileprivate var urlWithQuery: String {
    guard !query.isEmpty else { return url }
    let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~{}"))
    let pairs = query.sorted { $0.key < $1.key }.map { key, value in
      [key, value].map { $0.addingPercentEncoding(withAllowedCharacters: allowed) ?? $0 }.joined(
        separator: "=")
    }
    return url + (url.contains("?") ? "&" : "?") + pairs.joined(separator: "&")
  }
}
