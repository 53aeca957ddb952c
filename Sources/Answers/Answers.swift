package import FlowTables
package import ReleaseStore

/// Turns stored releases into figures.
///
/// Needs nothing but the store: each release is read with the definition it was stored with.
package struct Answers: Sendable {
  let reader: ReleaseReader

  /// Opens a store for questions.
  package init(store path: String) throws(AnswerError) {
    do throws(StoreError) {
      reader = try ReleaseReader(reading: path)
    } catch {
      throw .store(error)
    }
  }

  /// The definition of every dataset that has releases.
  package func datasets() throws(AnswerError) -> [Dataset] {
    try asking { reader throws(StoreError) in try reader.datasets() }
  }

  /// What is stored, year by year, as it can be seen from some moment.
  package func years(
    of dataset: String? = nil, _ bounds: YearBounds = .all, from viewpoint: Viewpoint = Viewpoint()
  ) throws(AnswerError) -> [StoredYear] {
    try checkDataset(dataset)
    return try asking { reader throws(StoreError) in
      try reader.years(of: dataset, bounds, from: viewpoint)
    }
  }

  /// Every vintage, of one year or of all.
  package func releases(
    of dataset: String? = nil, in year: ReferenceYear? = nil
  ) throws(AnswerError) -> [ReleaseRecord] {
    try checkDataset(dataset)
    let releases = try asking { reader throws(StoreError) in try reader.releases(of: dataset, in: year) }
    if releases.isEmpty, let year {
      throw .noSuchYear(year, stored: try years(of: dataset).map(\.current.year), dataset: dataset)
    }
    return releases
  }

  /// The stored bytes of the one extract whose SHA-256 begins with some digits.
  package func extract(withPrefix digits: String) throws(AnswerError) -> (
    summary: StoredExtractSummary, bytes: [UInt8]
  ) {
    let found = try asking { reader throws(StoreError) in try reader.extracts(withPrefix: digits) }
    guard found.count < 2 else { throw .severalExtracts(digits, found) }
    guard let summary = found.first,
      let bytes = try asking({ reader throws(StoreError) in try reader.bytes(of: summary.fingerprint) })
    else { throw .noSuchExtract(digits) }
    return (summary, bytes)
  }

  func asking<Answer>(
    _ question: (ReleaseReader) throws(StoreError) -> Answer
  ) throws(AnswerError) -> Answer {
    do throws(StoreError) {
      return try question(reader)
    } catch {
      throw .store(error)
    }
  }

  private func checkDataset(_ id: String?) throws(AnswerError) {
    guard let id else { return }
    let known = try asking { reader throws(StoreError) in try reader.datasetNames() }
    guard known.contains(id) else { throw .noSuchDataset(id, known: known) }
  }
}
