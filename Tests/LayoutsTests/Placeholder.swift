import Foundation
import Testing
import FlowTables
import Extracts
import Documents
@testable import Layouts
import Checks

func counties() -> Dataset {
  let names = ["01": "Østfold", "02": "Akershus", "03": "Oslo", "04": "Hedmark", "05": "Oppland", "06": "Buskerud", "07": "Vestfold", "08": "Telemark", "09": "Aust-Agder", "10": "Vest-Agder", "11": "Rogaland", "12": "Hordaland", "14": "Sogn og Fjordane", "15": "Møre og Romsdal", "16": "Sør-Trøndelag", "17": "Nord-Trøndelag", "18": "Nordland", "19": "Troms", "20": "Finnmark"]
  let aliases = ["19": ["Troms Romsa"], "20": ["Finnmark Finnmárku"]]
  var places = names.keys.sorted().map { PlaceDefinition(place: Place(code: $0), names: ["no": names[$0] ?? ""], aliases: aliases[$0] ?? []) }
  places.append(PlaceDefinition(place: .abroad, names: ["no": "Utlandet", "en": "Abroad"]))
  let o = Place(code: "03")
  return Dataset(id: "c", publisher: "SSB", titles: ["en": ["Migration within and between counties and between counties and foreign countries. {year}"]], words: .init(from: ["From county"], to: ["To county"], total: ["Total"]), symbols: [".": .absent(.notApplicable), "-": .zero], places: places, empty: [Flow(from: o, to: o), Flow(from: .abroad, to: .abroad)])
}

@Test func scratch() throws {
  let bytes = Array(try Data(contentsOf: URL(filePath: "/work/shared/data/ssb/county-flows-2011-en.txt")))
  let extract = Extract(name: "county-flows-2011-en.txt", bytes: bytes, retrievedAt: Date())
  let document = try #require(try open(extract).first)
  let vocabulary = Vocabulary(counties())
  let tables = CrossTableLayout().tables(of: vocabulary, in: document)
  let readings = try #require(tables.first).readings
  print(readings.count, readings[0].cells.count, readings[0].totals.count, readings[0].faults, readings[0].years)
  do {
  let table = try check(anyOf: readings, in: CheckContext(dataset: vocabulary.dataset, extractName: extract.name, today: CivilDate(iso: "2026-11-22")!))
  print(table.total, table.cells.count, table.proof, table.warnings)
  print(table.cells.filter { $0.flow.origin.code == "03" && $0.flow.destination.code == "02" })
  } catch { for f in error.findings { print(f.message) } }
  let clock = ContinuousClock()
  print(clock.measure { for _ in 0..<10 { _ = CrossTableLayout().tables(of: vocabulary, in: document) } } / 10)
}
