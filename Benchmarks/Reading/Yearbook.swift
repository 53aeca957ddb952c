import Checks
import Extracts
import FlowTables
import FlytTesting
import Ingest
import ReleaseStore

/// A yearbook's text of the flows between 357 municipalities, from its bytes to a believed table.
struct Yearbook {
  private static let placeCount = 357
  /// How many cells the table has.
  static let cellCount = placeCount * placeCount

  private let table: SyntheticTable

  /// A table of made-up figures; nothing where the definition can't be made.
  init?() {
    guard let year = ReferenceYear(2011) else { return nil }
    table = SyntheticTable(dataset: Self.dataset, year: year, seed: 357)
  }

  /// The page as a yearbook prints it: blocks of 10 columns, headings first, or each after its rows and wrapped.
  func bytes(isWrapped: Bool) -> [UInt8] {
    var options = isWrapped ? PageTextOptions.page2011 : .plain
    options.blockCount = Self.placeCount / 10
    return PageText(options).render(table)
  }

  /// Reads and checks the page, from its bytes and the definition alone, and counts the believed cells.
  static func read(_ extract: Extract) -> Int {
    Judge([dataset]).verdicts(on: extract).reduce(0) { count, verdict in
      if case .believed(let table) = verdict { count + table.cells.count } else { count }
    }
  }

  private static let dataset = Dataset(
    id: "yearbook", publisher: "A statistics office",
    titles: ["en": ["Migration between municipalities. {year}"]],
    words: Dataset.Words(from: ["From municipality"], to: ["To municipality"], total: ["Total"]),
    symbols: ["-": .zero, ".": .absent(.notApplicable)],
    places: (0..<placeCount).map { index in
      PlaceDefinition(place: Place(code: String(1000 + index)), names: ["en": name(of: index)])
    })

  /// A name of one to three words that no other place has.
  private static func name(of index: Int) -> String {
    let endings = ["vik", "nes", "dal", "stad", "fjord", "øy", "heim"]
    let beginnings = ["Nord", "Sør", "Øst", "Vest", "Inn", "Ut", "Ny"]
    let name =
      beginnings[index % 7] + endings[index / 7 % 7] + "\(["", " ytre", " og Øvre", " indre"][index % 4])"
    return "\(name) \(["a", "e", "i", "o", "u", "y", "æ", "ø"][index / 49])\(index % 49 < 25 ? "" : "l")"
  }
}
