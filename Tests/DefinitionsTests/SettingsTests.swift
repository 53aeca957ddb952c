import Definitions
import Foundation
import Testing

/// Files that exist only here, and the folders that they lie in.
func files(_ texts: [String: String]) -> FileLookup {
  @Sendable func inFolder(_ path: String) -> [String] {
    texts.keys.filter { $0.hasPrefix(path + "/") }.map { String($0.dropFirst(path.count + 1)) }
  }
  return FileLookup(
    isFolder: { !inFolder($0).isEmpty }, isFile: { texts[$0] != nil },
    names: inFolder,
    bytes: { Array((texts[$0] ?? "").utf8) })
}

@Suite struct SettingsTests {
  /// Who states the store's path, and who must win.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var flags = SettingsFlags()
    var environment: [String: String] = [:]
    var files: [String: String] = [:]
    var store: String
    var origin: SettingOrigin
  }

  private static let stated = "[store]\npath = \"data/../f.db\"\n"

  @Test(arguments: [
    Case(testDescription: "nobody", store: "/var/lib/flyt/flyt.db", origin: .standard),
    Case(
      testDescription: "the standard file", files: ["/etc/flyt/flyt.toml": stated], store: "/etc/flyt/f.db",
      origin: .file("/etc/flyt/flyt.toml", key: "store.path")),
    Case(
      testDescription: "a file of the environment before the standard one",
      environment: ["FLYT_CONFIG": "e.toml"],
      files: ["/etc/flyt/flyt.toml": "wrong", "/cwd/e.toml": stated], store: "/cwd/f.db",
      origin: .file("/cwd/e.toml", key: "store.path")),
    Case(
      testDescription: "a file of a flag before that of the environment",
      flags: SettingsFlags(config: "/x/c.toml"),
      environment: ["FLYT_CONFIG": "e.toml"], files: ["/cwd/e.toml": "wrong", "/x/c.toml": stated],
      store: "/x/f.db", origin: .file("/x/c.toml", key: "store.path")),
    Case(
      testDescription: "the environment before the file", environment: ["FLYT_STORE": "e.db"],
      files: ["/etc/flyt/flyt.toml": stated], store: "/cwd/e.db", origin: .environment("FLYT_STORE")),
    Case(
      testDescription: "an empty variable is unset", environment: ["FLYT_STORE": ""],
      files: ["/etc/flyt/flyt.toml": stated], store: "/etc/flyt/f.db",
      origin: .file("/etc/flyt/flyt.toml", key: "store.path")),
    Case(
      testDescription: "a flag before all", flags: SettingsFlags(store: "../f.db"),
      environment: ["FLYT_STORE": "/e.db"], files: ["/etc/flyt/flyt.toml": stated], store: "/f.db",
      origin: .flag("--store")),
  ])
  func `flag goes before environment before file before default`(_ test: Case) throws {
    let settings = try Settings.resolve(
      flags: test.flags, environment: test.environment, currentFolder: "/cwd", files: files(test.files))
    #expect(settings.store == Setting(test.store, test.origin))
  }

  @Test func `status and socket follow the same order`() throws {
    let file = "[status]\npath = \"s.json\"\nevery = \"1m\"\n[control]\nsocket = \"c.sock\"\n"
    let lookup = files(["/etc/flyt/flyt.toml": file])
    let fromFile = try Settings.resolve(environment: [:], currentFolder: "/", files: lookup)
    #expect(fromFile.status.value == "/etc/flyt/s.json")
    #expect(fromFile.statusEvery.value == .seconds(60))
    #expect(fromFile.socket.value == "/etc/flyt/c.sock")
    let environment = ["FLYT_STATUS": "/e.json", "FLYT_SOCKET": "/e.sock"]
    let named = try Settings.resolve(
      flags: SettingsFlags(socket: "/f.sock"), environment: environment, currentFolder: "/", files: lookup)
    #expect(named.status == Setting("/e.json", .environment("FLYT_STATUS")))
    #expect(named.socket == Setting("/f.sock", .flag("--socket")))
    #expect(named.file?.bytes == Array(file.utf8))
  }

  @Test(arguments: [
    (
      SettingsFlags(config: "c.toml"), [:],
      "--config: no such file: /cwd/c.toml. Create it, or name another settings file."
    ),
    (
      SettingsFlags(), ["FLYT_CONFIG": "/e.toml"],
      "FLYT_CONFIG: no such file: /e.toml. Create it, or name another settings file."
    ),
  ])
  func `a named settings file that is missing is refused`(
    flags: SettingsFlags, environment: [String: String], message: String
  ) {
    let error = #expect(throws: DefinitionsError.self) {
      try Settings.resolve(flags: flags, environment: environment, currentFolder: "/cwd", files: files([:]))
    }
    #expect(error?.description == message)
  }

  @Test func `every setting is listed with its origin`() throws {
    let file = "[[source]]\nname = \"inbox\"\nkind = \"folder\"\npath = \"in\"\nevery = \"1h30m\"\n"
    let settings = try Settings.resolve(
      flags: SettingsFlags(store: "/s.db"), environment: ["FLYT_SOCKET": "/c.sock"], currentFolder: "/",
      files: files(["/etc/flyt/flyt.toml": file]))
    let source = "/etc/flyt/flyt.toml: source[1]"
    #expect(
      settings.entries.map { "\($0) | \($0.origin)" } == [
        "config = \"/etc/flyt/flyt.toml\" | default",
        "store.path = \"/s.db\" | --store",
        "store.minFree = 268435456 | default",
        "status.path = \"/run/flyt/status.json\" | default",
        "status.every = \"15s\" | default",
        "status.patience = \"1m\" | default",
        "control.socket = \"/c.sock\" | FLYT_SOCKET",
        "log.format = \"auto\" | default",
        "log.level = \"info\" | default",
        "ping.every = \"1h\" | default",
        "source.inbox.kind = \"folder\" | \(source).kind",
        "source.inbox.enabled = true | default",
        "source.inbox.path = \"/etc/flyt/in\" | \(source).path",
        "source.inbox.accepted = \"/etc/flyt/accepted\" | default",
        "source.inbox.refused = \"/etc/flyt/refused\" | default",
        "source.inbox.every = \"1h30m\" | \(source).every",
        "source.inbox.settle = \"3s\" | default",
        "source.inbox.maxBytes = 67108864 | default",
      ])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(settings.entries.last), as: UTF8.self)
    #expect(json == #"{"key":"source.inbox.maxBytes","origin":"default","value":67108864}"#)
  }
}
