package import Checks
package import Extracts
package import FlowTables
package import Foundation
import GRDB

/// A refused or held table, and what has become of it since.
package struct QuarantineItem: Hashable, Sendable {
  /// Where an item stands.
  package enum State: String, Hashable, Sendable, Codable {
    /// Somebody must act, or the rest of the table must come.
    case waiting
    /// Its figures are in a release, or it was judged anew and is no longer refused.
    case settled
    /// Somebody took it in spite of what is wrong.
    case accepted
    /// Somebody decided that it isn't wanted.
    case dropped
  }

  /// What people call it.
  package let id: Int64
  /// The bytes that hold the table.
  package let fingerprint: Fingerprint
  /// The name that they last came under.
  package let name: String
  /// The source that they last came from; `nil` for a named file.
  package let source: String?
  /// `nil` where no dataset was recognised.
  package let dataset: String?
  /// `nil` where no year could be told.
  package let year: ReferenceYear?
  /// ``Fate/refused`` or ``Fate/held``.
  package let fate: Fate
  /// Where it stands.
  package let state: State
  /// All that is odd or wrong, as it was last judged.
  package let findings: [Finding]
  /// When it was first refused.
  package let openedAt: Date
  /// When it was last judged, or something was decided.
  package let lastAt: Date
  /// What was decided, in order.
  package let decisions: [RecordedDecision]
  /// The publisher's date, where somebody stated it.
  package let releasedOn: CivilDate?

  /// The digits of ``fingerprint``.
  package var sha256: String { fingerprint.hex }
}

/// What somebody decided about an item.
package struct RecordedDecision: Hashable, Sendable, Codable {
  /// What may be decided.
  package enum Action: String, Hashable, Sendable, Codable {
    case accept
    case drop
  }

  /// What.
  package let action: Action
  /// Why.
  package let because: String
  /// Who.
  package let by: String
  /// When, as it is stored.
  package let at: String
}

extension ReleaseReader {
  /// The items of the quarantine that wait, or all that ever were; the oldest first.
  package func quarantine(waitingOnly: Bool = true) throws(StoreError) -> [QuarantineItem] {
    try reading { try quarantineItems(waitingOnly ? "state = 'waiting'" : "TRUE", [], in: $0) }
  }

  /// One item; `nil` where there is none of that number.
  package func quarantineItem(_ id: Int64) throws(StoreError) -> QuarantineItem? {
    try reading { try quarantineItems("id = ?", [id], in: $0).first }
  }

  /// The bytes of an item, whole or only their head, as they came.
  package func extract(of item: QuarantineItem) throws(StoreError) -> Extract? {
    try reading { try storedExtract(item.fingerprint, as: item.name, in: $0) }
  }
}

extension ReleaseStore {
  /// The items that wait and were last judged by other readers or definitions than these.
  package func quarantine(judgedByOthersThan judge: String) throws(StoreError) -> [QuarantineItem] {
    try reading { try quarantineItems("state = 'waiting' AND judgedBy <> ?", [judge], in: $0) }
  }

  /// The bytes of an item, whole or only their head, as if they were taken now.
  package func extract(of item: QuarantineItem) throws(StoreError) -> Extract? {
    let time = now()
    return try reading { try storedExtract(item.fingerprint, as: item.name, takenAt: time, in: $0) }
  }

  /// Takes an item off the list for a reason.
  package func drop(_ item: QuarantineItem, _ decision: Decision) throws(StoreError) {
    try writing { db, time in
      try insertDecision(.drop, on: item.id, decision, at: time, in: db)
      try db.execute(
        sql: "UPDATE quarantine SET state = 'dropped', lastAt = ? WHERE id = ?", arguments: [time, item.id])
    }
  }

  /// Records the table of an item that somebody takes in spite of what the checks say, in one transaction.
  package func accept(
    _ placed: PlacedVerdict, of extract: Extract, for attempt: Attempt, item: QuarantineItem,
    _ decision: Decision
  ) throws(StoreError) -> [Outcome] {
    try recording(extract, attempt) { recording in
      var accepted = placed
      accepted.decision = decision
      let outcome = try recording.outcome(of: accepted)
      try insertDecision(.accept, on: item.id, decision, at: recording.at, in: recording.db)
      try recording.db.execute(
        sql: "UPDATE quarantine SET state = 'accepted', lastAt = ? WHERE id = ?",
        arguments: [recording.at, item.id])
      return [outcome]
    }
  }
}

private func insertDecision(
  _ action: RecordedDecision.Action, on item: Int64, _ decision: Decision, at time: String, in db: Database
) throws {
  try db.execute(
    sql: #"INSERT INTO decision (quarantine, "action", because, by, at) VALUES (?, ?, ?, ?, ?)"#,
    arguments: [item, action.rawValue, decision.because, decision.by, time])
}

private func quarantineItems(
  _ condition: String, _ arguments: StatementArguments, in db: Database
) throws -> [QuarantineItem] {
  try Row.fetchAll(
    db,
    sql: """
      SELECT *, (SELECT json_group_array(json_object('action', "action", 'because', because, 'by', by, 'at', at))
        FROM (SELECT * FROM decision WHERE quarantine = quarantine.id ORDER BY id)) AS decisions
      FROM quarantine WHERE \(condition) ORDER BY id
      """, arguments: arguments
  ).map { row in
    QuarantineItem(
      id: try row.value("id"), fingerprint: try row.value("sha256") { Fingerprint(hex: $0) },
      name: try row.value("name"), source: try row.optional("source"), dataset: try row.optional("dataset"),
      year: try row.optional("referenceYear", as: Int.self).flatMap { ReferenceYear($0) },
      fate: try row.value("fate") { Fate(rawValue: $0) },
      state: try row.value("state") { QuarantineItem.State(rawValue: $0) },
      findings: try fromJSON(row.value("findings")),
      openedAt: try row.value("openedAt") { Date(timestamp: $0) },
      lastAt: try row.value("lastAt") { Date(timestamp: $0) },
      decisions: try fromJSON(row.value("decisions")),
      releasedOn: try row.optional("releasedOn") { CivilDate(iso: $0) })
  }
}

extension Recording {
  /// Puts a table into quarantine, or finds it there: the same one refused again is the same item.
  func quarantine(_ outcome: Outcome) throws -> Outcome {
    let keep = try db.cachedStatement(
      sql: """
        INSERT INTO quarantine (sha256, dataset, referenceYear, fate, state, source, name, findings,
          openedAt, lastAt, judgedBy, releasedOn)
        VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, ?6, ?7, ?8, ?8, ?9, ?10)
        ON CONFLICT (sha256, coalesce(dataset, ''), coalesce(referenceYear, 0)) DO UPDATE SET
          fate = excluded.fate, source = coalesce(excluded.source, source), name = excluded.name,
          -- What somebody has decided holds for as long as there is nothing new to decide.
          state = CASE WHEN state IN ('dropped', 'accepted') AND findings = excluded.findings
            THEN state ELSE 'waiting' END,
          findings = excluded.findings, lastAt = excluded.lastAt, judgedBy = excluded.judgedBy,
          releasedOn = excluded.releasedOn
        RETURNING id
        """)
    let item = try Int64.fetchOne(
      keep,
      arguments: [
        extract.fingerprint.hex, outcome.dataset, outcome.year?.value, outcome.outcome.rawValue,
        outcome.source, extract.name, try json(outcome.findings), at, judgement.by,
        judgement.releasedOn?.description,
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
