import Extracts
import Foundation
import GRDB

/// The bytes of a digest, whole or only their head, by the name and at the time that they first came or others.
///
/// - Throws: ``DamagedValue`` where whole bytes are not those of the digest.
func storedExtract(
  _ fingerprint: Fingerprint, as name: String? = nil, takenAt time: Date? = nil, in db: Database
) throws -> Extract? {
  let find = try db.cachedStatement(
    sql: "SELECT * FROM extract WHERE sha256 = ? ORDER BY isWhole DESC LIMIT 1")
  guard let row = try Row.fetchOne(find, arguments: [fingerprint.hex]) else { return nil }
  let bytes = Array(try row.value("bytes", as: Data.self))
  if try row.value("isWhole"), Fingerprint(of: bytes) != fingerprint {
    throw DamagedValue(what: "the bytes of extract \(fingerprint) are not those that were stored")
  }
  return Extract(
    name: try name ?? row.value("firstName"), head: bytes, size: try row.value("size"),
    fingerprint: fingerprint, retrievedAt: try time ?? row.value("retrievedAt") { Date(timestamp: $0) })
}
