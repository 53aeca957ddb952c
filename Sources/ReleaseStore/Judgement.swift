import Extracts
package import FlowTables

/// How an extract was judged, so that it can be judged so again, or otherwise.
package struct Judgement: Hashable, Sendable {
  /// The readers and definitions, as one name for them all.
  package let by: String
  /// The publisher's date, where somebody stated it.
  package let releasedOn: CivilDate?

  /// Names who judged, and with what.
  package init(by judge: String, releasedOn: CivilDate? = nil) { (by, self.releasedOn) = (judge, releasedOn) }

  /// By nobody whose name is known; readers and definitions of today would not know it for theirs.
  package static let unnamed = Self(by: "")
}

/// One name for all of some definitions: other definitions have another.
package func definitionsName(_ datasets: [Dataset], _ companions: [CompanionDefinition]) -> String {
  do {
    let texts =
      try datasets.map { try DefinitionText(of: $0).fingerprint.hex } + companions.map { try json($0) }
    return Fingerprint(of: texts.sorted().joined(separator: "\n").utf8).short
  } catch {
    // A definition that can't be written is a name that nothing else has.
    return "\(error)"
  }
}
