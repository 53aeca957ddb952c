import Acquisition
import Answers
import Definitions
import FlowTables
import Foundation
import ReleaseStore

extension WebLook {
  /// The addresses of a source of kind `url` that are worth looking at now.
  func errands(
    for page: PageSettings, _ known: SourceKnowledge, _ memory: WebMemory
  ) throws -> [Errand] {
    let template = AddressTemplate(try page.urlWithQuery())
    guard template.hasYear || template.hasDate else {
      let address = try address { () throws(WebAddress.Problem) in try template.address() }
      let seenAt = known.addresses[address.text]?.at
      let isOverdue = seenAt.map { now.timeIntervalSince($0) >= source.settings.sweep.seconds } ?? true
      return [errand(page, address, isUnconditional: isOverdue)]
    }
    let today = CivilDate(now)
    let years = page.years?.years(before: today) ?? []
    let addresses = try known.stored.reduce(into: [ReferenceYear: WebAddress]()) { all, stored in
      // A date that nobody knows makes no address.
      guard !template.hasDate || stored.value != nil else { return }
      all[stored.key] = try address { () throws(WebAddress.Problem) in
        try template.address(year: stored.key, releasedOn: stored.value)
      }
    }
    let plan = YearPlan(
      years: years,
      stored: known.stored.reduce(into: [:]) { all, stored in
        let seenAt = addresses[stored.key].flatMap { known.addresses[$0.text]?.at }
        all[stored.key] = YearPlan.Stored(seenAt: seenAt)
      }, missedAt: memory.missedAt, every: source.settings.every, sweep: source.settings.sweep)
    return try plan.wanted(at: now).flatMap { wanted -> [Errand] in
      if wanted.isStored {
        guard let address = addresses[wanted.year] else { return [] }
        return [errand(page, address, year: wanted.year, isUnconditional: wanted.isUnconditional)]
      }
      return try errandsForMissing(wanted.year, page, template, known, memory)
    }
  }

  /// Where an edition that is not stored may be; one on each day of its season where the address holds its date.
  private func errandsForMissing(
    _ year: ReferenceYear, _ page: PageSettings, _ template: AddressTemplate, _ known: SourceKnowledge,
    _ memory: WebMemory
  ) throws -> [Errand] {
    func errand(on day: CivilDate? = nil) throws -> Errand {
      let address = try address { () throws(WebAddress.Problem) in
        try template.address(year: year, releasedOn: day)
      }
      var errand = self.errand(page, address, year: year, mayBeMissing: true, isUnconditional: true)
      errand.releasedOn = day
      return errand
    }
    guard template.hasDate else { return [try errand()] }
    let season = Season(
      of: year, expected: source.dataset?.expected, past: known.firstDates, announced: memory.announced)
    let today = CivilDate(now)
    return try (season?.days(upTo: today) ?? []).filter { day in
      // A day that is over has had its edition or never will, and its zone may be another than ours.
      day.days(to: today) <= 1 || !memory.triedDates.contains("\(year) \(day)")
    }.map { try errand(on: $0) }
  }

  /// When the next edition of the source's dataset is likely to come.
  func season(_ known: SourceKnowledge, _ memory: WebMemory) -> Season? {
    guard let dataset = source.dataset else { return nil }
    let expectation = Expectation(of: dataset, stored: Array(known.stored.keys), today: CivilDate(now))
    return expectation.expectedYear.flatMap { year in
      Season(of: year, expected: dataset.expected, past: known.firstDates, announced: memory.announced)
    }
  }

  private func errand(
    _ page: PageSettings, _ address: WebAddress, year: ReferenceYear? = nil, mayBeMissing: Bool = false,
    isUnconditional: Bool
  ) -> Errand {
    guard let post = page.post else {
      return Errand(address, year: year, mayBeMissing: mayBeMissing, isUnconditional: isUnconditional)
    }
    let body = year.map { post.replacing("{year}", with: "\($0)") } ?? post
    return Errand(
      WebRequest(address, method: .post(Array(body.utf8), type: page.postType)),
      key: "\(address.text) \(year.map { "\($0)" } ?? "")", name: address.description, year: year,
      mayBeMissing: mayBeMissing)
  }

  /// An address of the settings; what is wrong with it is the settings' fault.
  func address(_ make: () throws(WebAddress.Problem) -> WebAddress) throws(Failure) -> WebAddress {
    do throws(WebAddress.Problem) {
      return try make()
    } catch {
      throw Failure(
        .settings, code: "settings", "source.\(source.name): its address is \(error).",
        hint: "flyt settings --origin")
    }
  }
}

extension PageSettings {
  /// The address with the parameters of the settings behind its own.
  fileprivate func urlWithQuery() throws -> String {
    guard !query.isEmpty else { return url }
    let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~{}"))
    let pairs = query.sorted { $0.key < $1.key }.map { key, value in
      [key, value].map { $0.addingPercentEncoding(withAllowedCharacters: allowed) ?? $0 }.joined(
        separator: "=")
    }
    return url + (url.contains("?") ? "&" : "?") + pairs.joined(separator: "&")
  }
}
