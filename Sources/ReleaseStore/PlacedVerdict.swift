package import Checks
package import Extracts

/// A verdict beside what is stored: what witnesses say of the table, and which waiting parts it settles.
package struct PlacedVerdict: Sendable {
  /// What the checks made of the table.
  package var verdict: Verdict
  /// What others say of its figures; for a witness what it says of those that are stored.
  package var testimonies: [NamedTestimony]
  /// Parts whose figures the table has: they wait no longer once a release has them too.
  package var settled: [SettledPart]
  /// How many cells differ from the vintage that it may follow, where that was at hand already.
  package var changed: ChangedCells?
  /// Why the table is taken in spite of what the checks say, where somebody decided so.
  package var decision: Decision?
  /// Whether parts that were joined are pieces of one answer, none of which was ever missing.
  package var cameTogether: Bool

  /// A verdict, by itself where nothing else is given.
  package init(
    _ verdict: Verdict, testimonies: [NamedTestimony] = [], settled: [SettledPart] = [],
    changed: ChangedCells? = nil, decision: Decision? = nil, cameTogether: Bool = false
  ) {
    (self.verdict, self.testimonies, self.settled) = (verdict, testimonies, settled)
    (self.changed, self.decision, self.cameTogether) = (changed, decision, cameTogether)
  }
}

/// In how many cells a table differs from a stored vintage of its year.
package struct ChangedCells: Sendable {
  /// The vintage's ordinal.
  package let vintage: Int
  /// Pairs that only one of them has count too.
  package let count: Int

  /// Compares a table with a stored edition of its year.
  package init(of table: CheckedTable, since edition: StoredEdition) {
    vintage = edition.vintage
    if edition.places == table.places {
      count = zip(table.cells, edition.values).count { $0.value != $1 }
    } else {
      var stored = edition.flows
      count = table.cells.count { stored.removeValue(forKey: $0.flow) != $0.value } + stored.count
    }
  }
}

/// What one witness says of a table.
package struct NamedTestimony: Sendable {
  /// The companion or dataset that says it.
  package let witness: String
  /// The bytes it stands in; `nil` for those in hand.
  package let fingerprint: Fingerprint?
  /// What was compared, and what came of it.
  package let testimony: Testimony

  /// Names who says it.
  package init(by witness: String, in fingerprint: Fingerprint?, _ testimony: Testimony) {
    (self.witness, self.fingerprint, self.testimony) = (witness, fingerprint, testimony)
  }
}

extension [NamedTestimony] {
  /// Whether some witness confirms and none contradicts.
  var confirm: Bool {
    contains { $0.testimony.isConfirmation } && allSatisfy { $0.testimony.warnings.isEmpty }
  }

  var findings: [Finding] { flatMap(\.testimony.findings) }

  /// Those that had something to compare.
  var spoken: [Outcome.Witness] { filter { $0.testimony.checked > 0 }.map(Outcome.Witness.init) }
}

extension CheckedTable {
  /// What shows that it is right, witnesses too, in the order of ``Proof``.
  func proof(with testimonies: [NamedTestimony]) -> [Proof] {
    let proven = Set(proof).union(testimonies.confirm ? [.companion] : [])
    return Proof.allCases.filter(proven.contains)
  }
}
