import Extracts
import FlowTables
import Foundation
import GRDB

/// What a look through a whole store found.
package struct Verification: Sendable {
  /// Something that is not as it was stored.
  package struct Problem: Hashable, Sendable, Codable {
    /// The release that it is about, such as `ssb-county-flows 2011 r2`; `nil` for the file as a whole.
    package let release: String?
    /// What is wrong.
    package let what: String

    /// Writes every key, with `null` where there is no value.
    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(release, forKey: .release)
      try container.encode(what, forKey: .what)
    }
  }

  /// How many releases were proven.
  package fileprivate(set) var releases = 0
  /// How many extracts were.
  package fileprivate(set) var extracts = 0
  /// The last link of the chain, which stands for the whole store.
  package fileprivate(set) var digest = ChainLink.none
  /// All that is wrong; none where all is well.
  package fileprivate(set) var problems: [Problem] = []
}

extension ReleaseReader {
  /// Goes through a whole store and proves it: SQLite's own check, foreign keys, each extract's SHA-256, each release's
  /// cells, and the chain over all releases.
  ///
  /// `progress` is told how much of the whole is done.
  package func verification(
    progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) throws(StoreError) -> Verification {
    try reading { db in
      var check = StoreCheck(db: db)
      check.run(progress)
      return check.result
    }
  }

  /// The last link of the chain, which stands for all releases.
  package func digest() throws(StoreError) -> String { try reading { try lastLink(in: $0) } }

  /// The link of a release, which stands for all up to it.
  package func digest(at release: ReleaseRecord) throws(StoreError) -> String {
    try reading { db in
      try String.fetchOne(db, sql: #"SELECT link FROM chain WHERE "release" = ?"#, arguments: [release.id])
        ?? ""
    }
  }
}

/// One state of a store while it is proven; whatever can't be read is a problem, and the rest is still looked at.
private struct StoreCheck {
  let db: Database
  var result = Verification()

  mutating func run(_ progress: (Int, Int) -> Void) {
    let releases = list(#"SELECT id FROM "release" ORDER BY id"#)
    let extracts = list("SELECT id FROM extract ORDER BY id")
    let all = releases.count + extracts.count + 1
    checkFile()
    checkSchema()
    checkTexts("definition")
    checkTexts("presentation")
    for (done, extract) in extracts.enumerated() {
      progress(done + 1, all)
      checkExtract(extract)
    }
    var previous = ChainLink.none
    var expected: Int64 = 1
    for (done, release) in releases.enumerated() {
      progress(extracts.count + done + 1, all)
      // Without its link nothing can be said of those after it but from the next link on.
      previous = checkRelease(release, at: expected, after: previous) ?? previous
      expected = release &+ 1
    }
    result.digest = previous
    progress(all, all)
  }

  private mutating func note(_ what: String, of release: String? = nil) {
    // A damaged file says the same of many pages.
    guard result.problems.count < 100 else { return }
    result.problems.append(Verification.Problem(release: release, what: what))
  }

  /// Does something; what it throws is a problem.
  private mutating func attempt<Result>(_ what: String, _ work: (Database) throws -> Result) -> Result? {
    do {
      return try work(db)
    } catch let damage as DamagedValue {
      note("\(what): \(damage.what)")
    } catch {
      note("\(what): \((error as? DatabaseError)?.message ?? "\(error)")")
    }
    return nil
  }

  private mutating func list(_ query: String) -> [Int64] {
    attempt("the store's tables") { try Int64.fetchAll($0, sql: query) } ?? []
  }

  private mutating func checkFile() {
    let messages = attempt("SQLite's integrity check") {
      try String.fetchAll($0, sql: "PRAGMA integrity_check(20)")
    }
    for message in messages ?? [] where message != "ok" { note("SQLite's integrity check: \(message)") }
    let strays = attempt("the foreign keys") { try Row.fetchAll($0, sql: "PRAGMA foreign_key_check") }
    for stray in strays ?? [] {
      note(
        "a row of \(stray["table"] as String? ?? "?") refers to one of \(stray["parent"] as String? ?? "?") that is "
          + "not there")
    }
  }

  /// Every table, index, trigger and view as this program makes them; whatever else there is belongs to others.
  private mutating func checkSchema() {
    let parts = "SELECT type || ' ' || name AS name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
    let wanted = attempt("a schema to compare with") { _ in
      try DatabaseQueue().write { fresh in
        try Schema.bringUpToDate(fresh, from: 0)
        return try Row.fetchAll(fresh, sql: parts)
      }
    }
    let found = attempt("the schema") { try Row.fetchAll($0, sql: parts) }
    guard let wanted, let found else { return }
    let text = { (rows: [Row]) in
      Dictionary(rows.map { ($0["name"] as String? ?? "", $0["sql"] as String? ?? "") }) { first, _ in first }
    }
    let (own, stored) = (text(wanted), text(found))
    for (name, sql) in own.sorted(by: { $0.key < $1.key }) where stored[name] != sql {
      note("the \(name) \(stored[name] == nil ? "is missing" : "is not the one that this program makes")")
    }
    // What answers ask for must at least be readable.
    _ = attempt("the releases") {
      try Row.fetchAll($0, sql: ReleaseRecord.select(from: "\"release\"")).map(ReleaseRecord.init)
    }
    _ = attempt("the years") { try Row.fetchAll($0, sql: "SELECT * FROM current_release") }
  }

  /// Definitions and presentations are named by the digest of their text.
  private mutating func checkTexts(_ table: String) {
    let rows =
      attempt("the \(table)s") { try Row.fetchAll($0, sql: "SELECT fingerprint, body FROM \(table)") } ?? []
    for row in rows {
      let isRight = attempt("a \(table)") { _ in
        try Fingerprint(of: row.value("body", as: String.self).utf8).hex == row.value("fingerprint")
      }
      if isRight == false { note("a \(table) is not the text that was stored") }
    }
  }

  private mutating func checkExtract(_ id: Int64) {
    let problem = attempt("extract \(id)") { db -> String? in
      guard let row = try Row.fetchOne(db, sql: "SELECT * FROM extract WHERE id = ?", arguments: [id]) else {
        return "extract \(id) cannot be found again"
      }
      let (name, digest) = (
        try row.value("firstName", as: String.self), try row.value("sha256", as: String.self)
      )
      let bytes = try row.value("bytes", as: Data.self)
      guard try row.value("isWhole") else { return nil }
      guard Fingerprint(of: bytes).hex == digest, bytes.count == (try row.value("size")) else {
        return "the bytes of extract \(digest.prefix(12)) (\(printable(name))) are not those that were stored"
      }
      return nil
    }
    result.extracts += 1
    if case .some(.some(let problem)) = problem { note(problem) }
  }

  /// Proves one release, and gives its link for the next.
  private mutating func checkRelease(_ id: Int64, at position: Int64, after previous: String) -> String? {
    result.releases += 1
    guard let release = attempt("release \(id)", { try StoredRelease(id, in: $0) }) else { return nil }
    let name = "\(release.facts.dataset) \(release.facts.year) r\(release.facts.vintage)"
    if id != position { note("a release before it is missing", of: name) }
    if release.canonical.digest != release.digest {
      note("its cells are not those that were stored", of: name)
    }
    let link = attempt("the chain at \(name)") {
      try String.fetchOne($0, sql: #"SELECT link FROM chain WHERE "release" = ?"#, arguments: [id])
    }
    guard case .some(.some(let link)) = link else {
      note("its link in the chain is missing", of: name)
      return nil
    }
    if release.link(after: previous).digest.hex != link {
      note("it, or the release before it, was changed: its link in the chain does not fit", of: name)
    }
    return link
  }
}
