import FlowTables
import Foundation
import Testing

/// Definitions as stores keep them: what was stored before parts were known is read, and written the same.
@Suite struct StoredDefinitionTests {
  private static let old = """
    {"aliases":[],"names":{"en":"Alpha"},"place":{"code":"1"}}
    """

  private static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  @Test func `a place without parts keeps its text`() throws {
    let place = try JSONDecoder().decode(PlaceDefinition.self, from: Data(Self.old.utf8))
    #expect(place.parts == nil)
    #expect(try Self.json(place) == Self.old)
  }

  @Test func `a dataset that is no sum keeps its keys`() throws {
    var dataset = Dataset(
      id: "a", publisher: "Office", titles: [:], words: .init(from: [], to: [], total: []), symbols: [:],
      places: [])
    #expect(try !Self.json(dataset).contains("sumOf"))
    dataset.sumOf = "b"
    dataset.places = [PlaceDefinition(place: .abroad, names: [:], parts: [Place(code: "2")])]
    #expect(try JSONDecoder().decode(Dataset.self, from: Data(Self.json(dataset).utf8)) == dataset)
  }

  @Test func `a companion is stored whole`() throws {
    let companion = CompanionDefinition(
      id: "net", of: "a", publisher: "Office", titles: ["en": ["Net {year}"]], words: .init(place: ["Place"]),
      symbols: ["-": .zero], content: .measures([.init(.immigration, words: ["In"])]))
    #expect(
      try JSONDecoder().decode(CompanionDefinition.self, from: Data(Self.json(companion).utf8)) == companion)
  }
}
