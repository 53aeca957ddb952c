import FlowTables
import Foundation
import Testing

@Suite struct VocabularyTests {
  @Test(arguments: [
    (1899, false), (1900, true), (2011, true), (2100, true), (2101, false), (.max, false), (.min, false),
  ])
  func `a reference year lies between 1900 and 2100`(value: Int, exists: Bool) {
    #expect((ReferenceYear(value) != nil) == exists)
  }

  @Test func `a stored year out of range is refused`() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([ReferenceYear].self, from: Data("[1899]".utf8))
    }
  }

  @Test(arguments: [
    ("Troms  Romsa", "TROMSROMSA", true), ("Finnma\u{301}rku", "Finnmárku", true),
    ("Sør-\nTrøndelag", "sør-trøndelag", true),
    ("I\u{A0}alt", "i alt", true), ("Aust\u{AD}-Agder", "Aust-Agder", true),
    ("Troms - Romsa", "Troms Romsa", false),
    ("Ostfold", "Østfold", false),
  ])
  func `labels are the same without case, spacing and Unicode form`(one: String, other: String, same: Bool) {
    #expect((LabelKey(one) == LabelKey(other)) == same)
    #expect((LabelKey(one).hashValue == LabelKey(other).hashValue) == same)
  }

  @Test(
    arguments: [
      ("oslo", "Oslo"), ("Olso", "Oslo"), ("Akershsu", "Akershus"), ("Akrshuss", "Akershus"), ("Bergen", nil),
      ("", nil),
      ("x", nil), ("O", nil),
    ] as [(String, String?)])
  func `a near name is suggested and a far one is not`(typed: String, nearest: String?) {
    #expect(nearestName(to: typed, among: ["Akershus", "Oslo", "Østfold"]) == nearest)
  }

  @Test func `places stand in code order with Abroad last`() {
    let places = ["zz", "abroad", "10", "ab", "02"].map(Place.init(code:))
    #expect(places.sorted().map(\.code) == ["02", "10", "ab", "zz", "abroad"])
  }

  @Test func `a year has the places that exist in it, in the order of the definition`() throws {
    let dataset = Dataset(
      id: "d", publisher: "p", titles: [:], words: Dataset.Words(from: [], to: [], total: []), symbols: [:],
      places: [
        PlaceDefinition(place: Place(code: "50"), names: [:], from: 2018),
        PlaceDefinition(place: Place(code: "16"), names: ["no": "Sør-Trøndelag"], to: 2017),
        PlaceDefinition(place: Place(code: "03"), names: ["en": "Oslo"]),
        PlaceDefinition(place: .abroad, names: [:]),
      ])
    #expect(dataset.places(in: try #require(ReferenceYear(2017))).map(\.code) == ["16", "03", "abroad"])
    #expect(dataset.places(in: try #require(ReferenceYear(2018))).map(\.code) == ["50", "03", "abroad"])
    #expect(dataset.name(of: Place(code: "16")) == "Sør-Trøndelag")
    #expect(dataset.name(of: Place(code: "99")) == "99")
  }

  @Test(arguments: [("nil", SymbolMeaning.zero), ("suppressed", .absent(.suppressed))])
  func `a symbol's meaning has one word`(word: String, meaning: SymbolMeaning) {
    #expect(SymbolMeaning(rawValue: word) == meaning)
    #expect(meaning.rawValue == word)
  }
}
