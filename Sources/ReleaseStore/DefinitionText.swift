import Extracts
import FlowTables

/// A dataset definition as it is stored: JSON with sorted keys, named by its digest.
struct DefinitionText: Sendable {
  let dataset: Dataset
  let body: String
  let fingerprint: Fingerprint

  init(of dataset: Dataset) throws {
    self.dataset = dataset
    body = try json(Canonical(dataset: dataset))
    fingerprint = Fingerprint(of: body.utf8)
  }

  /// A definition under the name that a store knows it by, which may have been written by an older program.
  init(of dataset: Dataset, named fingerprint: Fingerprint) throws {
    (self.dataset, self.fingerprint) = (dataset, fingerprint)
    body = try json(Canonical(dataset: dataset))
  }

  /// A definition whose empty pairs, a set, stand in order: else every process would write another text.
  private struct Canonical: Encodable {
    let dataset: Dataset

    enum Key: String, CodingKey { case empty }

    func encode(to encoder: any Encoder) throws {
      try dataset.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      let pairs = dataset.empty.sorted { ($0.origin, $0.destination) < ($1.origin, $1.destination) }
      try container.encode(pairs, forKey: .empty)
    }
  }
}
