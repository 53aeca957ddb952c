import Definitions
import Extracts
import FlowTables
import Foundation
import Ingest
import ReleaseStore

/// Where a look brings what it found, and asks what is known.
protocol LookDesk: Sendable {
  /// What is known of a source and its dataset.
  func knowledge(of source: WebSource) async throws -> SourceKnowledge
  /// Carries an answer, which may be in pieces, to its outcomes; `nil` where nothing shows that it is whole.
  func take(
    _ pieces: [Extract], from origin: Origin, isFramed: Bool
  ) async throws(BeltError) -> [Outcome]?
  /// Notes that an address has what it had.
  func confirm(_ visit: Visit, at source: String, of fingerprint: Fingerprint) async throws(BeltError)
  /// Sees to it that an address is asked in any case next time.
  func forgetValidators(of key: String, at source: String) async throws(BeltError)
  /// Notes that all that follows from a catalogue is done.
  func noteCatalogue(_ updated: String, of source: String) async throws(BeltError)
}

/// What is known of a source before it is looked at.
struct SourceKnowledge: Sendable {
  /// By the keys of errands.
  var addresses: [String: KnownAddress] = [:]
  /// The years of its dataset that are stored, with the publisher's date of the current vintage.
  var stored: [ReferenceYear: CivilDate?] = [:]
  /// When the first edition of each year came out.
  var firstDates: [ReferenceYear: CivilDate] = [:]
  /// What its catalogue said when all that followed was done last.
  var catalogue: String?
}

extension StoreRoom: LookDesk {
  func knowledge(of source: WebSource) throws(BeltError) -> SourceKnowledge {
    try noting(source.name) { () throws(StoreError) in
      var known = SourceKnowledge()
      known.addresses = try store.knownAddresses(of: source.name)
      known.catalogue = try store.catalogue(of: source.name)
      if let dataset = source.settings.dataset { try known.learn(of: dataset, from: reader) }
      return known
    }
  }

  func take(
    _ pieces: [Extract], from origin: Origin, isFramed: Bool
  ) throws(BeltError) -> [Outcome]? {
    if isFramed { return try belt.carryTogether(pieces, from: origin).outcomes }
    // A piece has no sums of its own.
    guard let extract = pieces.first, pieces.count == 1 else { return nil }
    return try belt.carryIfProvenWhole(extract, from: origin)?.outcomes
  }

  func confirm(
    _ visit: Visit, at source: String, of fingerprint: Fingerprint
  ) throws(BeltError) {
    try noting(source) { () throws(StoreError) in try store.confirm(visit, at: source, of: fingerprint) }
  }

  func forgetValidators(of key: String, at source: String) throws(BeltError) {
    try noting(source) { () throws(StoreError) in try store.forgetValidators(of: key, at: source) }
  }

  func noteCatalogue(_ updated: String, of source: String) throws(BeltError) {
    try noting(source) { () throws(StoreError) in try store.noteCatalogue(updated, of: source) }
  }

  /// Carries what an earlier process had fetched for sources that are not looked at any more.
  func finishAnswers(ofOthersThan watched: Set<String>) throws(BeltError) -> [Outcome] {
    let sources = try noting("answers") { () throws(StoreError) in try store.sourcesOfUnfinishedAnswers() }
    var outcomes: [Outcome] = []
    for source in sources where !watched.contains(source) {
      for extract in try unfinishedAnswers(of: source) {
        outcomes += try belt.carry(extract, from: Origin(source: source, answering: nil)).outcomes
      }
    }
    return outcomes
  }

  /// The answers that an earlier process kept and did not finish.
  func unfinishedAnswers(of source: String) throws(BeltError) -> [Extract] {
    try noting(source) { () throws(StoreError) in try store.unfinishedAnswers(of: source) }
  }

  private func noting<Result>(
    _ source: String, _ work: () throws(StoreError) -> Result
  ) throws(BeltError) -> Result {
    do throws(StoreError) {
      return try work()
    } catch {
      throw BeltError(error, carrying: source)
    }
  }
}

extension SourceKnowledge {
  /// Takes in what is stored of a dataset.
  mutating func learn(of dataset: String, from reader: ReleaseReader) throws(StoreError) {
    for year in try reader.publishedYears(of: dataset) {
      stored.updateValue(year.currentDate, forKey: year.year)
      firstDates[year.year] = year.firstDate
    }
  }
}
