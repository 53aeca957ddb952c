import Definitions
import FlowTables

/// A definition that has nothing of Norway, for tests to break.
enum SmallDefinition {
  static let text = """
    id = "is-regions"
    publisher = "Hagstofa Íslands"
    firstYear = 1986
    lastYear = 2020
    expected = { month = 4, day = 30, graceDays = 10 }

    [titles]
    is = ["Búferlaflutningar milli landsvæða {year}"]

    [words]
    from = ["Frá"]
    to = ["Til"]
    total = ["Alls"]

    [symbols]
    "." = "notApplicable"
    "-" = "nil"

    [[place]]
    code = "1"
    names = { is = "Höfuðborgarsvæði" }

    [[place]]
    code = "2"
    names = { is = "Suðurnes" }
    to = 2010

    [[place]]
    code = "2"
    names = { is = "Suðurnes og Vogar" }
    aliases = ["Suðurnes"]
    from = 2011

    [abroad]
    names = { is = "Útlönd" }

    [[empty]]
    from = "abroad"
    to = "abroad"
    """

  /// Reads the definition with one piece of its text replaced.
  static func read(replacing old: String = "", with new: String = "") throws(DefinitionsError) -> Dataset {
    try DatasetFile.read(Array(text.replacing(old, with: new).utf8), path: "is.toml")
  }
}
