import FlowTables

/// The figures that explain broken sums, the likeliest first; nothing where all sums hold.
///
/// Everything that is named makes every sum right. Ways that known misreadings explain come before those
/// that only fit.
func suspects(in grid: ReportedGrid, unplaced: [UnplacedRow], tolerance: Int) -> [Finding] {
  let balance = Balance(of: grid, tolerance: tolerance, hiddenIsOpen: grid.hasHidden)
  let lost = lostFigures(of: unplaced, in: balance)
  guard lost.isEmpty else { return lost }
  var (best, accounts) = (balance, balance.accounts)
  if accounts.isEmpty, grid.hasHidden {
    // A hidden number may stand in the very line that is wrong; then it is one figure more to tell.
    let closed = Balance(of: grid, tolerance: tolerance, hiddenIsOpen: false)
    (best, accounts) = (closed, closed.accounts)
  }
  if accounts.isEmpty { accounts = best.zeroAccounts }
  guard let first = accounts.first else {
    return balance.partialCorrections.map { finding(about: $0, in: balance) } + unexplained(balance)
  }
  // Ways of the same cause are equally likely; of different causes the first counts.
  let likely = accounts.prefix { $0.cause == first.cause && $0.isExplained == first.isExplained }
  return unique(likely.flatMap { findings(of: $0, in: best) })
}

private func findings(of account: Account, in balance: Balance) -> [Finding] {
  let corrections = account.corrections.filter { balance.figure($0.position)?.value?.hidesNumber != true }
  switch account.cause {
  case .misread where corrections.count > 1:
    return [summary(of: corrections, in: balance)] + corrections.map { finding(about: $0, in: balance) }
  case .misread: return corrections.map { finding(about: $0, in: balance) }
  case .exchanged:
    let names = corrections.map { balance.name(of: $0.position) }.joined(separator: " and ")
    let cells = corrections.allSatisfy { $0.position.row > 0 && $0.position.column > 0 } ? "cells" : "figures"
    return corrections.map { finding(about: $0, in: balance, cause: "the \(cells) \(names) exchanged") }
  case .shifted(let axis): return [shift(account, along: axis, in: balance)]
  }
}

/// Said where several figures are wrong, before each of them.
private func summary(of corrections: [Correction], in balance: Balance) -> Finding {
  let names = corrections.map { balance.name(of: $0.position) }.joined(separator: ", ")
  return Finding(
    .suspectCell,
    "no single figure explains the sums; these \(corrections.count) together make everything add up: \(names)."
  )
}

/// Said where nothing makes the sums right, unless pieces of the table are missing, which is reason enough.
private func unexplained(_ balance: Balance) -> [Finding] {
  guard balance.grid.isComplete else { return [] }
  let rows = counted(balance.brokenRows, "row", in: balance)
  let columns = counted(balance.brokenColumns, "column", in: balance)
  guard !balance.brokenRows.isEmpty || !balance.brokenColumns.isEmpty else { return [] }
  return [
    Finding(
      .suspectCell,
      "no single figure and no known misreading explains the sums: \(rows) and \(columns) disagree, totals counted. "
        + "Several figures are wrong; compare these rows and columns with the publisher's table.")
  ]
}

/// How many lines there are, and which where they are few: `2 rows (03, total)`.
private func counted(_ lines: [Int], _ name: String, in balance: Balance) -> String {
  let codes = lines.map(balance.code).joined(separator: ", ")
  let names = lines.isEmpty || lines.count > 3 ? "" : " (\(codes))"
  return "\(lines.count) \(name)\(lines.count == 1 ? "" : "s")\(names)"
}

/// The findings without those that another way has named already.
private func unique(_ findings: [Finding]) -> [Finding] {
  var seen: Set<Finding> = []
  return findings.filter { seen.insert($0).inserted }
}
