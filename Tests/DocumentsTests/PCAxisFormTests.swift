import Documents
import FlowTables
import FlytTesting
import Testing

@Suite struct PCAxisFormTests {
  static let forms: [(String, PCAxisForm)] = {
    var forms: [(String, PCAxisForm)] = []
    for encoding in PCAxisForm.Encoding.allCases {
      for keys in PCAxisForm.Keys.allCases {
        for stub in 0...4 where keys == .none || stub > 0 {
          var form = PCAxisForm()
          (form.encoding, form.keys, form.stub) = (encoding, keys, stub)
          form.endsLines = stub == 2
          form.hasCodes = keys != .values
          form.separator = stub == 3 ? "\t" : " "
          form.lineEnd = stub == 1 ? "\n" : "\r\n"
          form.otherLanguages = stub == 4 ? ["en", "nn"] : []
          forms.append(("\(encoding) \(keys) \(stub)", form))
        }
      }
    }
    return forms
  }()

  @Test(arguments: forms.indices)
  func `every form is read as it was written`(index: Int) throws {
    let (name, form) = Self.forms[index]
    let tables = try regionTables()
    let cube = try #require(try cubes(form.bytes(of: tables), PCAxisReader()).first, "\(name)")
    let expected = tables[0].places.flatMap { origin in
      tables[0].places.flatMap { to in tables.map { $0[Flow(from: origin, to: to)] } }
    }
    #expect(cube.dimensions.map(\.categories.count) == [7, 1, 7, 2], "\(name)")
    #expect(cube.dimensions.map(\.role) == [nil, .metric, nil, .time], "\(name)")
    #expect(cube.dimensions[0].categories.map { $0.labels[0] }.contains("Sør-Østlandet"), "\(name)")
    let pairs = zip(cube.cells.map(text(of:)), expected)
    #expect(
      pairs.allSatisfy { found, cell in
        found == (cell.mark.map { "\"\($0)\"" } ?? "\(cell.persons)")
          || found == "omitted" && cell.persons == 0
          // The code page lacks the dash that some tables print.
          || form.encoding == .codePage850 && cell.mark != nil && found == "\"?\""
      }, "\(name)")
  }

  @Test(arguments: PCAxisForm.Keys.allCases)
  func `the reader does what every reader must`(keys: PCAxisForm.Keys) throws {
    var form = PCAxisForm()
    (form.encoding, form.keys) = (.utf8, keys)
    let suite = ReaderConformance(
      of: PCAxisReader(), sample: form.bytes(of: try regionTables()), hasTextPlaces: true)
    #expect(suite.violations() == [])
  }

  @Test(
    .enabled(if: Fixtures.hasPublishedFiles, "FLYT_FORMATS names no folder of published files"),
    arguments: [
      ("px/pxR_example5.px", [2, 4, 3, 3], #""33.97""#, #""8.02""#),
      ("px/pxwebapi_tab4_fewcells.px", [1, 1, 1, 1], "445", "445"),
      ("px/pyaxis_14001.px", [21, 48, 2, 4], "162743", "4"),
      ("px/scb_datasymbols.px", [4, 3, 1, 2], "456", "23"),
      ("px/scb_keys_symbols_notes.px", [4, 3, 1, 2, 2], "456", "35"),
    ])
  func `a real file is read`(path: String, sizes: [Int], first: String, last: String) throws {
    let bytes = try Fixtures.published(path)
    let cube = try #require(try cubes(bytes, PCAxisReader()).first)
    #expect(cube.dimensions.map(\.categories.count) == sizes)
    #expect(cube.cells.count == sizes.reduce(1, *))
    #expect(cube.cells.first.map(text(of:)) == first)
    #expect(cube.cells.last.map(text(of:)) == last)
    #expect(cube.cells.contains { $0.value == .omitted } == path.hasSuffix("example5.px"))
    // A thousand cuts of a larger file take a debugging build long.
    guard bytes.count < 6_000 else { return }
    #expect(ReaderConformance(of: PCAxisReader(), sample: bytes, hasTextPlaces: false).violations() == [])
  }

  @Test(
    .enabled(if: Fixtures.hasPublishedFiles, "FLYT_FORMATS names no folder of published files"),
    arguments: [
      ("px/bad_errorValues.px", "t:18:24: 'w' where VALUES has ',' or ';'."),
      ("px/bad_missingData.px", "t:81:1: the PC-Axis file ends before its figures: there is no DATA."),
    ])
  func `a real file that is damaged is refused for what is wrong`(path: String, message: String) throws {
    let bytes = try Fixtures.published(path)
    let error = #expect(throws: DocumentError.self) { try open(extract(bytes, name: "t")) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }
}
