import Definitions
import Testing

@Suite struct SourceSettingsTests {
  private func resolve(_ text: String) throws(DefinitionsError) -> Settings {
    try Settings.resolve(environment: [:], currentFolder: "/", files: files(["/etc/flyt/flyt.toml": text]))
  }

  private static let folder = "[[source]]\nname = \"inbox\"\nkind = \"folder\"\npath = \"in\"\n"

  @Test func `a folder has the settings that its table states`() throws {
    let settings = try resolve(
      """
      [[source]]
      name = "inbox"
      kind = "folder"
      path = "/var/lib/flyt/inbox"
      accepted = "/var/lib/flyt/done"
      every = "50ms"
      settle = "0s"
      maxBytes = 10
      """)
    let inbox = FolderSettings(
      path: "/var/lib/flyt/inbox", accepted: "/var/lib/flyt/done", refused: "/var/lib/flyt/refused",
      every: .milliseconds(50), settle: .zero, maxBytes: 10)
    let file = "/etc/flyt/flyt.toml"
    #expect(
      settings.unlisted.sources == [
        SourceSettings(name: "inbox", enabled: true, kind: .folder(inbox), file: file)
      ])
  }

  @Test func `what a source says is the same in another place of the file`() throws {
    let before = try resolve(Self.folder + "settle = \"1s\"\nevery = \"1m\"\n")
    let other = "[[source]]\nname = \"other\"\nkind = \"folder\"\npath = \"other\"\n"
    let after = try resolve(other + Self.folder + "every = \"60s\"\nsettle = \"1s\"\nenabled = true\n")
    #expect(before.sources.first?.kind == after.sources.last?.kind)
    #expect(before.sources.first?.entries != after.sources.last?.entries)
  }

  @Test(arguments: [
    (
      "[[source]]\nname = \"pages\"\nkind = \"foldr\"\n",
      ":3: source[1].kind: kind 'foldr' is unknown; the kinds are: folder, url, index, pxweb. Did you mean 'folder'?"
    ),
    (
      "[[source]]\nkind = \"folder\"\npath = \"in\"\n",
      ":1: source[1].name: missing. Add name = \"…\"."
    ),
    (
      "[[source]]\nname = \"in box\"\nkind = \"folder\"\npath = \"in\"\n",
      ":2: source[1].name: 'in box' has other characters than letters, digits, '-', '_' and '.'. Write one such as \"inbox\"."
    ),
    (
      "[[source]]\nname = \"inbox\"\nkind = \"folder\"\n",
      ":1: source[1].path: missing. Name the folder to watch."
    ),
    (
      "[[source]]\nname = \"inbox\"\nkind = \"folder\"\npath = 3\n",
      ":4: source[1].path: 3 is not a non-empty text. Write path = \"…\"."
    ),
    (folder + "every = 5\n", ":5: source[1].every: 5 is not a duration over zero. Write every = \"5s\"."),
    (
      folder + "every = \"0s\"\n",
      ":5: source[1].every: '0s' is not a duration over zero. Write every = \"5s\"."
    ),
    (
      folder + "settle = \"soon\"\n", ":5: source[1].settle: 'soon' is not a duration. Write settle = \"3s\"."
    ),
    (
      folder + "maxBytes = 0\n",
      ":5: source[1].maxBytes: 0 is not a whole number of at least 1. Write maxBytes = 67108864."
    ),
    (folder + "setle = \"3s\"\n", ":5: source[1].setle: unknown key. Did you mean 'settle'?"),
    (
      folder + "refused = \"./in/\"\n",
      ":5: source[1].refused: /etc/flyt/in is the folder that source 'inbox' watches. Name another folder: its files would be read again and again."
    ),
    (
      folder + folder.replacing("inbox", with: "other"),
      ":8: source[2].path: /etc/flyt/in is watched by source 'inbox' already. Watch each folder once."
    ),
    (
      folder + folder.replacing("\"in\"", with: "\"in2\""),
      ":6: source[2].name: 'inbox' is also the name of an earlier source. Give each source a name of its own."
    ),
    ("[stor]\npath = \"x\"\n", ":1: stor: unknown key. Did you mean 'store'?"),
    ("store = \"x\"\n", ":1: store: 'x' is not a table. Write [store] and its keys below."),
    (
      "[status]\nevery = \"0s\"\n",
      ":2: status.every: '0s' is not a duration over zero. Write every = \"15s\"."
    ),
  ])
  func `a wrong source is refused by line, key and remedy`(text: String, message: String) {
    let error = #expect(throws: DefinitionsError.self) { try resolve(text) }
    #expect(error?.description == "/etc/flyt/flyt.toml" + message)
  }

  @Test func `two disabled or differing folders do not clash`() throws {
    let second = Self.folder.replacing("inbox", with: "other") + "enabled = false\n"
    #expect(try resolve(Self.folder + second).sources.map(\.enabled) == [true, false])
  }
}
