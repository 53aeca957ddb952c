import Checks
import FlowTables
import GRDB

/// Counts the pairs that hold something else in a table than in a stored release.
///
/// A pair that only one of them has counts too. Marks are cosmetic.
func countDifferences(of table: CheckedTable, from release: Int64, in db: Database) throws -> Int {
  var stored = try storedValues(of: release, in: db)
  var count = 0
  for cell in table.cells where stored.removeValue(forKey: cell.flow) != cell.value { count += 1 }
  return count + stored.count
}

private func storedValues(of release: Int64, in db: Database) throws -> [Flow: CellValue] {
  let statement = try db.cachedStatement(
    sql: #"SELECT origin, destination, persons, absence FROM flow_cell WHERE "release" = ?"#)
  let rows = try Row.fetchCursor(statement, arguments: [release])
  var values: [Flow: CellValue] = [:]
  while let row = try rows.next() { values[try row.flow()] = try row.cellValue() }
  return values
}

extension Row {
  /// The pair of a stored cell.
  func flow() throws -> Flow {
    Flow(from: Place(code: try value("origin")), to: Place(code: try value("destination")))
  }

  /// Where a stored cell stands in its extract.
  func sourcePlace() throws -> SourcePlace {
    SourcePlace(
      line: try value("atLine"), column: try value("atColumn"), cell: try optional("atSheetCell"))
  }

  /// The value of a stored cell.
  func cellValue() throws -> CellValue {
    if let persons: Int = try optional("persons") { return .persons(persons) }
    return .absent(try value("absence") { Absence(rawValue: $0) })
  }
}
