import Extracts
import FlowTables
import GRDB

extension Recording {
  /// Puts a table into quarantine, or finds it there: the same one refused again is the same item.
  func quarantine(_ outcome: Outcome) throws -> Outcome {
    let keep = try db.cachedStatement(
      sql: """
        INSERT INTO quarantine (sha256, dataset, referenceYear, fate, state, source, name, findings,
          openedAt, lastAt)
        VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, ?6, ?7, ?8, ?8)
        ON CONFLICT (sha256, coalesce(dataset, ''), coalesce(referenceYear, 0)) DO UPDATE SET
          fate = excluded.fate, state = 'waiting', source = excluded.source, name = excluded.name,
          findings = excluded.findings, lastAt = excluded.lastAt
        RETURNING id
        """)
    let item = try Int64.fetchOne(
      keep,
      arguments: [
        extract.fingerprint.hex, outcome.dataset, outcome.year?.value, outcome.outcome.rawValue,
        outcome.source, extract.name, try json(outcome.findings), at,
      ])
    var kept = outcome
    kept.quarantine = item.map { String($0) }
    return kept
  }

  /// Closes the extract's other items: its tables have just been judged afresh, and those were not refused again.
  func settleQuarantine(except outcomes: [Outcome]) throws {
    try db.cachedStatement(
      sql: """
        UPDATE quarantine SET state = 'settled', lastAt = ?
        WHERE sha256 = ? AND state = 'waiting' AND id NOT IN (SELECT value FROM json_each(?))
        """
    ).execute(arguments: [
      at, extract.fingerprint.hex, try json(outcomes.compactMap { $0.quarantine.flatMap { Int64($0) } }),
    ])
  }
}
