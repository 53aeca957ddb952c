import Documents
import FlowTables
import FlytTesting
import Foundation
import Testing

@Suite struct JSONStatFormTests {
  static let forms: [(String, JSONStatForm)] = {
    var forms: [(String, JSONStatForm)] = []
    for wrapping in JSONStatForm.Wrapping.allCases {
      for statuses in JSONStatForm.Statuses.allCases {
        for index in JSONStatForm.Index.allCases {
          for isSparse in [true, false] {
            var form = JSONStatForm()
            (form.wrapping, form.statuses, form.index, form.isSparse) = (wrapping, statuses, index, isSparse)
            form.isIndented = isSparse
            forms.append(("\(wrapping) \(statuses) \(index) \(isSparse ? "sparse" : "dense")", form))
          }
        }
      }
    }
    return forms
  }()

  @Test(arguments: forms.indices)
  func `every form is read as it was written`(index: Int) throws {
    let (name, form) = Self.forms[index]
    let tables = try regionTables()
    let cubes = try cubes(form.bytes(of: tables), JSONStatReader())
    #expect(cubes.count == 1, "\(name)")
    let cube = try #require(cubes.first)
    let expected = tables[0].places.flatMap { origin in
      tables[0].places.flatMap { to in tables.map { $0[Flow(from: origin, to: to)] } }
    }
    #expect(cube.dimensions.map(\.categories.count) == [7, 7, 1, 2], "\(name)")
    #expect(cube.dimensions.map(\.role) == [nil, nil, .metric, .time], "\(name)")
    #expect(
      cube.cells.map(text(of:))
        == expected.map { cell in
          guard let mark = cell.mark else { return "\(cell.persons)" }
          return switch form.statuses {
          case .asValues: "\"\(mark)\""
          case .object, .array: "blank/\(mark)"
          }
        }, "\(name)")
  }

  @Test(arguments: [true, false])
  func `sums add up with Abroad and without`(hasAbroad: Bool) throws {
    let dataset = try Fixtures.shippedDataset("ssb-county-flows")
    let year = try #require(ReferenceYear(2011))
    var form = JSONStatForm()
    (form.shape.order, form.shape.hasTotals) = ([.year, .from, .contents, .to], true)
    form.shape.hasAbroad = hasAbroad
    form.shape = form.shape.named(by: dataset)
    let table = SyntheticTable(dataset: dataset, year: year, seed: 3)
    let cube = try #require(try cubes(form.bytes(of: [table]), JSONStatReader()).first)
    let width = cube.dimensions[3].categories.count
    #expect(width == table.places.count + (hasAbroad ? 1 : 0))
    let rows = stride(from: 0, to: cube.cells.count, by: width).map { start in
      (start..<(start + width)).map {
        if case .number(let number) = cube.cells[$0].value { number } else { 0 }
      }
    }
    for row in rows { #expect(row[0] == row.dropFirst().reduce(0, +)) }
    #expect(rows[0] == rows[0].indices.map { column in rows.dropFirst().reduce(0) { $0 + $1[column] } })
  }

  @Test func `the reader does what every reader must`() throws {
    var form = JSONStatForm()
    form.isIndented = true
    let sample = form.bytes(of: try regionTables())
    let suite = ReaderConformance(of: JSONStatReader(), sample: sample, hasTextPlaces: true)
    #expect(suite.violations() == [])
  }

  @Test(
    .enabled(if: Fixtures.hasPublishedFiles, "FLYT_FORMATS names no folder of published files"),
    arguments: [
      ("jsonstat/rjstat_galicia.json", [6, 22, 5, 3, 2, 1], 3960),
      ("jsonstat/ssb_05300_v1_sparse_status.json", [6, 8, 1, 9], 432),
      ("jsonstat/ssb_11118_v2_data.json", [14, 1, 2], 28),
      ("jsonstat/ssb_13861_data_pxwebapi_v1.json", [4, 2, 7], 56),
    ])
  func `a real answer is read`(path: String, sizes: [Int], cells: Int) throws {
    let bytes = try Fixtures.published(path)
    let cube = try #require(try cubes(bytes, JSONStatReader()).first)
    #expect(cube.cells.count == cells)
    #expect(cube.dimensions.map(\.categories.count).sorted() == sizes.sorted())
    // A thousand cuts of a larger file take a debugging build long.
    guard bytes.count < 6_000 else { return }
    #expect(ReaderConformance(of: JSONStatReader(), sample: bytes, hasTextPlaces: true).violations() == [])
  }

  @Test(
    .enabled(if: Fixtures.hasPublishedFiles, "FLYT_FORMATS names no folder of published files"),
    arguments: [
      ("api/scb_codelist_agg_v2.json", "JSON, but not JSON-stat"),
      ("api/ssb_11118_v2_metadata.json", "a StatBank metadata answer without figures"),
      ("api/ssb_13861_v1_metadata_get.json", "a StatBank metadata answer without figures"),
      ("api/ssb_config_v2_2025.json", "JSON, but not JSON-stat"),
    ])
  func `a real answer without figures is refused by what it is`(path: String, what: String) throws {
    let bytes = try Fixtures.published(path)
    let error = #expect(throws: DocumentError.self) { try open(extract(bytes, name: "t")) }
    #expect(error?.description.hasPrefix("t: \(what). Ask the database") == true)
  }
}

/// Made-up tables of a shipped dataset for two years.
func regionTables() throws -> [SyntheticTable] {
  let dataset = try Fixtures.shippedDataset("ssb-region-flows")
  let years = [2003, 2004].compactMap(ReferenceYear.init)
  return years.enumerated().map {
    SyntheticTable(dataset: dataset, year: $0.element, seed: UInt64($0.offset))
  }
}
