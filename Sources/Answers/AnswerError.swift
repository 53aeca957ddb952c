package import FlowTables
package import ReleaseStore

/// Why a question has no answer.
package enum AnswerError: Error, Equatable {
  /// Nothing is stored of a year; the payload has what is.
  case noSuchYear(ReferenceYear, stored: [ReferenceYear], dataset: String?)
  case nothingStored(store: String)
  case noSuchVintage(Int, of: ReferenceYear, vintages: Int, dataset: String)
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
