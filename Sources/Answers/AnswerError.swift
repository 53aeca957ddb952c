package import FlowTables
import Foundation
package import ReleaseStore

/// Why a question has no answer.
package enum AnswerError: Error, Equatable {
  /// Nothing is stored of a year; the payload has what is.
  case noSuchYear(ReferenceYear, stored: [ReferenceYear], dataset: String?)
  case nothingStored(store: String)
  /// A year's vintages all came later than the moment from which somebody looks.
  case notYet([ReleaseRecord], from: Viewpoint)
  case noSuchVintage(Int, of: ReferenceYear, vintages: Int, dataset: String)
  /// A year has one vintage, and two were to be compared.
  case onlyOneVintage(ReferenceYear, dataset: String)
  case noSuchPlace(String, years: String, nearest: String?)
  case noSuchDataset(String, known: [String])
  /// Several datasets could answer, and none was named.
  case severalDatasets([String])
  case noSuchExtract(String)
  case severalExtracts(String, [StoredExtractSummary])
  case store(StoreError)
}

extension AnswerError: CustomStringConvertible {
  /// What is not there, then what is.
  package var description: String {
    switch self {
    case .noSuchYear(let year, let stored, let dataset):
      "\(year): no release\(dataset.map { " of \($0)" } ?? ""). Stored: \(yearSpans(stored))."
        + (nearestName(to: year.description, among: stored.map(\.description).reversed())
          .map { " Did you mean \($0)?" } ?? "")
    case .nothingStored(let store):
      "\(store): nothing is stored yet. Ingest a table first: flyt ingest FILE"
    case .noSuchVintage(let vintage, let year, let vintages, let dataset):
      "r\(vintage): \(dataset) \(year) has \(vintages == 1 ? "only r1" : "r1 to r\(vintages)")."
    case .notYet(let releases, let viewpoint):
      sentence(on: releases, unseenFrom: viewpoint)
    case .onlyOneVintage(let year, let dataset):
      "\(dataset) \(year) has only r1; there is nothing to compare it with."
    case .noSuchPlace(let text, let years, let nearest):
      "'\(text)': no such place in \(years)."
        + (nearest.map { " Did you mean '\($0)'?" }
          ?? " Places go by code or name; 'flyt datasets' lists them.")
    case .noSuchDataset(let id, let known):
      "'\(id)': no such dataset. Stored: \(known.joined(separator: ", "))."
        + (nearestName(to: id, among: known).map { " Did you mean '\($0)'?" } ?? "")
    case .severalDatasets(let ids):
      "several datasets can answer: \(ids.joined(separator: ", ")). Name one with --dataset."
    case .noSuchExtract(let digits):
      "'\(digits)': no stored extract's SHA-256 begins so. 'flyt releases' shows them."
    case .severalExtracts(let digits, let extracts):
      "'\(digits)': \(extracts.count) extracts begin so: "
        + extracts.map { $0.sha256 }.joined(separator: ", ") + "."
    case .store(let error):
      error.description
    }
  }
}

/// When the first of some vintages could be seen on the clock that somebody looks at.
private func sentence(on releases: [ReleaseRecord], unseenFrom viewpoint: Viewpoint) -> String {
  guard let first = releases.min(by: { $0.recordedAt < $1.recordedAt }) else { return "nothing is stored" }
  let subject = "\(first.dataset) \(first.year)"
  let published = releases.map(\.publicationDay).min()
  if let moment = viewpoint.publishedBy, let published, published > CivilDate(moment) {
    return
      "\(subject): no edition was out by \(CivilDate(moment)); the first that is known is of \(published)."
  }
  return "\(subject): not known here before \(first.recordedAt.formatted(.iso8601)). "
    + "--published-by asks what the publisher had out."
}

/// Years as people write them: `1999-2001, 2004`.
package func yearSpans(_ years: [ReferenceYear]) -> String {
  var spans: [ClosedRange<Int>] = []
  for year in Set(years.map(\.value)).sorted() {
    if let last = spans.last, last.upperBound + 1 == year {
      spans[spans.count - 1] = last.lowerBound...year
    } else {
      spans.append(year...year)
    }
  }
  guard !spans.isEmpty else { return "none" }
  return spans.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
    .joined(separator: ", ")
}
