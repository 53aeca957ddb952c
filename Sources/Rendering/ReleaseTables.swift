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
    let proof = release.proofWords.joined(separator: " ")
    table.add([
      release.dataset, release.year.description, "r\(release.vintage)", release.cause.rawValue,
      proof.isEmpty ? "none" : proof, release.releasedOn?.description ?? "unknown",
      timestamp(release.recordedAt),
      release.extracts.map { "\($0.sha256.prefix(12)) \($0.name)" }.joined(separator: ", "),
    ])
  }
  return table.text
}
