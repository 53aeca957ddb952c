package import Extracts
package import FlowTables
import Foundation
import GRDB

extension ReleaseReader {
  /// A release's cells, or those from and to some places, in code order, origin first, Abroad last.
  package func cells(
    of release: ReleaseRecord, from origins: [Place]? = nil, to destinations: [Place]? = nil
  ) throws(StoreError) -> [StoredCell] {
    try reading { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT origin, destination, persons, absence, mark, atLine, atColumn, atSheetCell, sha256, firstName
          FROM flow_cell JOIN extract ON extract.id = extract
          WHERE "release" = ?1
            AND (?2 IS NULL OR origin IN (SELECT value FROM json_each(?2)))
            AND (?3 IS NULL OR destination IN (SELECT value FROM json_each(?3)))
          ORDER BY origin = ?4, origin, destination = ?4, destination
          """,
        arguments: [
          release.id, try origins.map { try json($0.map(\.code)) },
          try destinations.map { try json($0.map(\.code)) }, Place.abroad.code,
        ]
      ).map { row in
        StoredCell(
          flow: try row.flow(), value: try row.cellValue(), mark: try row.optional("mark"),
          at: try row.sourcePlace(),
          extract: ExtractReference(sha256: try row.value("sha256"), name: try row.value("firstName")))
      }
    }
  }

  /// The extracts whose digest begins with some hexadecimal digits, oldest first.
  package func extracts(withPrefix sha256: String) throws(StoreError) -> [StoredExtractSummary] {
    try reading { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT sha256, firstName, size, max(isWhole) AS isWhole, retrievedAt FROM extract
          WHERE substr(sha256, 1, length(?1)) = ?1 GROUP BY sha256 ORDER BY min(id)
          """, arguments: [sha256.lowercased()]
      ).map { row in
        StoredExtractSummary(
          fingerprint: try row.value("sha256") { Fingerprint(hex: $0) }, name: try row.value("firstName"),
          size: try row.value("size"), isWhole: try row.value("isWhole"),
          retrievedAt: try row.value("retrievedAt") { Date(timestamp: $0) })
      }
    }
  }

  /// An extract's bytes, exactly; only the head where no more was kept; `nil` for an unknown one.
  package func bytes(of fingerprint: Fingerprint) throws(StoreError) -> [UInt8]? {
    try reading { db in
      try Row.fetchOne(
        db, sql: "SELECT bytes FROM extract WHERE sha256 = ? ORDER BY isWhole DESC LIMIT 1",
        arguments: [fingerprint.hex]
      ).map { Array(try $0.value("bytes", as: Data.self)) }
    }
  }

  /// How much the store holds.
  package func counts() throws(StoreError) -> StoreCounts {
    try reading { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT (SELECT count(DISTINCT sha256) FROM extract) AS extracts,
            (SELECT count(*) FROM release) AS releases,
            (SELECT max(recordedAt) FROM release) AS newest,
            (SELECT coalesce(sum(count), 0) FROM look) AS looks,
            (SELECT count(*) FROM quarantine WHERE state = 'waiting') AS waiting,
            (SELECT min(openedAt) FROM quarantine WHERE state = 'waiting') AS oldest
          """)
      guard let row else { throw DamagedValue(what: "the tables cannot be counted") }
      return StoreCounts(
        schema: try Schema.version(of: db, at: path), extracts: try row.value("extracts"),
        releases: try row.value("releases"), looks: try row.value("looks"),
        quarantine: try row.value("waiting"),
        oldestQuarantine: try row.optional("oldest") { Date(timestamp: $0) },
        newestAt: try row.optional("newest") { Date(timestamp: $0) },
        bytes: ["", "-wal", "-shm"].map { size(ofFile: path + $0) }.reduce(0, +))
    }
  }
}

private func size(ofFile path: String) -> Int {
  var file = stat()
  return stat(path, &file) == 0 ? Int(file.st_size) : 0
}
