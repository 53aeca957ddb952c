import Checks
import Documents
import Extracts
import FlowTables
import FlytTesting
import Foundation
import Ingest
import ReleaseStore
import Testing

extension TableForm: CustomTestStringConvertible {
  /// The form's name.
  public var testDescription: String { description }
}

/// The same figures in every form in which they are published.
@Suite final class FormTests {
  static let now = Date(timeIntervalSince1970: 1_795_330_800)

  private let folder: TemporaryFolder
  private let belt: Belt
  private let real: SyntheticTable

  init() throws {
    folder = try TemporaryFolder()
    let store = try ReleaseStore(opening: folder.path("flyt.db"), holder: "test", now: { Self.now })
    belt = Belt(store: store, judge: try Judge.shipped())
    real = try SyntheticTable.of2011()
  }

  @Test(arguments: TableForm.all)
  func `the second form of the same figures is a sighting of the first`(form: TableForm) throws {
    let page = Extract(
      name: "page.txt", bytes: try Fixtures.bytes("ssb/county-flows-2011-en.txt"), retrievedAt: Self.now)
    #expect(try belt.carry(page, from: .named).outcomes.map(\.outcome) == [.new])
    let copy = Extract(name: "copy", bytes: form.bytes([real]), retrievedAt: Self.now)
    let outcomes = try belt.carry(copy, from: .named).outcomes
    let line = "\(outcomes.first?.extract.name ?? ""): ssb-county-flows 2011 r1, seen before; nothing new"
    #expect(
      outcomes.count == 1 && outcomes.allSatisfy { $0.line.hasPrefix(line) },
      "\(outcomes.flatMap(\.findings).map(\.message))")
  }

  @Test(arguments: TableForm.all)
  func `a form proves what it carries, and says so`(form: TableForm) throws {
    let extract = Extract(name: "first", bytes: form.bytes([real]), retrievedAt: Self.now)
    let outcomes = try belt.carry(extract, from: .named).outcomes
    #expect(outcomes.map(\.outcome) == [.new])
    #expect(
      outcomes.first.map { Set($0.proof).subtracting([.year]) }
        == (form.carriesTotals ? [.rows, .columns, .total] : []),
      "\(outcomes.first?.proof ?? [])")
  }

  @Test(arguments: TableForm.all.filter(\.carriesYears))
  func `several years in a form are tables of their own`(form: TableForm) throws {
    let dataset = try Fixtures.shippedDataset("ssb-county-flows")
    let years = try (2003...2005).map { try #require(ReferenceYear($0)) }
    let tables = years.enumerated().map { seed, year in
      // Without the dashes among the marks: a code page lacks them.
      let random = SyntheticTable(dataset: dataset, year: year, seed: UInt64(seed))
      let persons = random.expected.filter { !dataset.empty.contains($0.flow) }.map {
        ($0.flow, $0.cell.persons)
      }
      return SyntheticTable(dataset: dataset, year: year, persons: Dictionary(uniqueKeysWithValues: persons))
    }
    let extract = Extract(name: "years", bytes: form.bytes(tables), retrievedAt: Self.now)
    let verdicts = try Judge.shipped().verdicts(on: unwrapped(extract))
    let believed = verdicts.compactMap { if case .believed(let table) = $0 { table } else { nil } }
    #expect(believed.map(\.referenceYear) == years, "\(verdicts.flatMap(\.messages).prefix(5))")
    for (read, table) in zip(believed, tables) {
      for cell in read.cells {
        let expected: CellValue =
          dataset.empty.contains(cell.flow) ? .absent(.notApplicable) : table[cell.flow].value
        #expect(cell.value == expected, "\(read.referenceYear) \(cell.flow)")
      }
    }
  }
}

extension Verdict {
  /// Why the table is not believed.
  fileprivate var messages: [String] {
    if case .refused(_, _, let findings) = self { findings.map(\.message) } else { [] }
  }
}

extension SyntheticTable {
  /// The figures of the real page of 2011.
  static func of2011() throws -> Self {
    let page = Extract(
      name: "page.txt", bytes: try Fixtures.bytes("ssb/county-flows-2011-en.txt"), retrievedAt: FormTests.now)
    let verdict = Judge([try Fixtures.shippedDataset("ssb-county-flows")]).verdicts(on: page).first
    guard case .believed(let table)? = verdict else { throw Unread() }
    let persons = table.cells.compactMap { cell in cell.value.number.map { (cell.flow, $0) } }
    return Self(
      dataset: table.dataset, year: table.referenceYear, persons: Dictionary(uniqueKeysWithValues: persons))
  }

  private struct Unread: Error {}
}

extension Judge {
  /// One that knows every dataset and companion that ships.
  static func shipped() throws -> Self { try known.get() }

  private static let known = Result {
    Self(try Fixtures.shippedDatasets(), companions: try Fixtures.shippedCompanions())
  }
}

/// The extract inside a wrapper, else the extract.
func unwrapped(_ extract: Extract) -> Extract { ((try? contents(of: extract)) ?? nil)?.first ?? extract }
