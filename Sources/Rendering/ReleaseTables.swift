import Checks
import FlowTables
package import ReleaseStore

/// What is stored, year by year, for a terminal.
package func yearsTable(_ years: [StoredYear]) -> String {
  var table = TextTable([
    ("Dataset", .left), ("Year", .left), ("Vintages", .right), ("Total", .right), ("Released", .left),
    ("Recorded", .left),
  ])
  for year in years {
    let current = year.current
    table.add([
      current.dataset, current.year.description, String(year.vintages), grouped(current.total),
      current.releasedOn?.description ?? "unknown", timestamp(current.recordedAt),
    ])
  }
  return table.text
}

/// Every vintage for a terminal.
package func releasesTable(_ releases: [ReleaseRecord]) -> String {
  var table = TextTable([
    ("Dataset", .left), ("Year", .left), ("Vintage", .left), ("Cause", .left), ("Proof", .left),
    ("Released", .left), ("Recorded", .left), ("Extract", .left),
  ])
  for release in releases {
    let proof = proofText(of: release)
    table.add([
      release.dataset, release.year.description, "r\(release.vintage)",
      causeText(of: release)
        + (release.defect.map { $0.isOpen ? ", with a defect" : ", defect closed" } ?? ""),
      proof.isEmpty ? "none" : proof, release.releasedOn?.description ?? "unknown",
      timestamp(release.recordedAt),
      release.extracts.map { "\($0.sha256.prefix(12)) \($0.name)" }.joined(separator: ", "),
    ])
  }
  return table.text
}

/// What shows that a release is right: `rows 20 of 20, columns 20 of 20, total, ssb-county-net 45 of 45`.
func proofText(of release: ReleaseRecord) -> String {
  var said: [String] = release.proofs.filter { $0.tried > 0 && ($0.holds > 0 || $0.witness != nil) }.map {
    proof in
    proof.kind == Proof.total.rawValue && proof.isWhole
      ? proof.kind : "\(proof.witness ?? proof.kind) \(proof.holds) of \(proof.tried)"
  }
  // Kinds without numbers: the year, and all of a release that is older than the numbers.
  said += release.proof.map(\.rawValue).filter { word in !release.proofs.contains { $0.kind == word } }
  return said.joined(separator: ", ")
}
