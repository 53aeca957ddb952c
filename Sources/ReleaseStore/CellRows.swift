import Checks
import FlowTables
import GRDB
import GRDBSQLite

/// Writes the cells of a table that came from one extract, as many in one INSERT as a row has: two to four times as
/// fast as one for each cell.
func insertCells(
  _ cells: [CheckedCell], of table: CheckedTable, release: Int64, extract: Int64, in db: Database
) throws {
  let width = max(1, min(table.places.count, 500))
  let wholeRow = insertion(ofCells: width)
  var rest = cells[...]
  while !rest.isEmpty {
    let cells = rest.prefix(width)
    rest = rest.dropFirst(width)
    let sql = cells.count == width ? wholeRow : insertion(ofCells: cells.count)
    var insert = BoundStatement(try db.cachedStatement(sql: sql), in: db)
    insert.bind(release)
    insert.bind(extract)
    for cell in cells { insert.bind(cell) }
    try insert.run()
  }
}

private func insertion(ofCells count: Int) -> String {
  let row = "(?1, ?2, ?, ?, ?, ?, ?, ?, ?, ?)"
  return """
    INSERT INTO flow_cell ("release", extract, origin, destination, persons, absence, mark,
      atLine, atColumn, atSheetCell)
    VALUES \(repeatElement(row, count: count).joined(separator: ", "))
    """
}

/// A statement whose parameters are bound one after another by SQLite's own calls.
///
/// GRDB would box and copy each of the 3,200 values of a table several times,
/// which took longer than writing them.
private struct BoundStatement {
  /// SQLite copies a text at once, so that it need not outlive the call.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  private let db: Database
  private let statement: SQLiteStatement
  private var position: Int32 = 0
  private var code = SQLITE_OK

  init(_ statement: GRDB.Statement, in db: Database) {
    (self.statement, self.db) = (statement.sqliteStatement, db)
  }

  mutating func bind(_ cell: CheckedCell) {
    bind(cell.flow.origin.code)
    bind(cell.flow.destination.code)
    switch cell.value {
    case .persons(let number):
      bind(Int64(number))
      bind(nil as String?)
    case .absent(let reason):
      bind(nil as String?)
      bind(reason.rawValue)
    }
    bind(cell.mark)
    bind(Int64(cell.at.line))
    bind(Int64(cell.at.column))
    bind(cell.at.cell)
  }

  mutating func bind(_ number: Int64) { note(sqlite3_bind_int64(statement, next(), number)) }

  mutating func bind(_ text: String?) {
    let index = next()
    guard var text else { return note(sqlite3_bind_null(statement, index)) }
    note(
      text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text(statement, index, $0.baseAddress, Int32(clamping: $0.count), Self.copied)
        }
      })
  }

  /// Runs the statement, and makes it ready for the next values.
  func run() throws {
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    let ended = sqlite3_step(statement)
    guard ended == SQLITE_DONE else {
      let extended = ResultCode(rawValue: sqlite3_extended_errcode(db.sqliteConnection))
      throw DatabaseError(resultCode: extended, message: String(cString: sqlite3_errmsg(db.sqliteConnection)))
    }
  }

  private mutating func next() -> Int32 {
    position += 1
    return position
  }

  private mutating func note(_ result: Int32) { if code == SQLITE_OK { code = result } }
}
