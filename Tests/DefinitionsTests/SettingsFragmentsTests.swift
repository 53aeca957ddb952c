import Definitions
import FlytTesting
import Foundation
import Testing

@Suite struct SettingsFragmentsTests {
  private static let main = "/etc/flyt/flyt.toml"
  private static let first = "/etc/flyt/conf.d/10-first.toml"
  private static let second = "/etc/flyt/conf.d/20-second.toml"

  private func resolve(
    main: String = "", first: String? = nil, second: String? = nil, flags: SettingsFlags = SettingsFlags()
  ) throws(DefinitionsError) -> Settings {
    let texts = [Self.main: main, Self.first: first, Self.second: second].compactMapValues(\.self)
    return try Settings.resolve(flags: flags, environment: [:], currentFolder: "/", files: files(texts))
  }

  private static func folder(_ name: String, _ path: String) -> String {
    "[[source]]\nname = \"\(name)\"\nkind = \"folder\"\npath = \"\(path)\"\n"
  }

  @Test func `a later file wins key by key, and says so`() throws {
    let settings = try resolve(
      main: "[store]\npath = \"a.db\"\n[status]\nevery = \"1s\"\npatience = \"2s\"\n",
      first: "[store]\npath = \"b.db\"\n[status]\nevery = \"3s\"\n", second: "[store]\npath = \"/c.db\"\n")
    #expect(settings.store == Setting("/c.db", .file(Self.second, key: "store.path")))
    #expect(settings.statusEvery == Setting(.seconds(3), .file(Self.first, key: "status.every")))
    #expect(settings.statusPatience == Setting(.seconds(2), .file(Self.main, key: "status.patience")))
    #expect("\(settings.store.origin)" == "\(Self.second): store.path")
  }

  @Test func `a flag goes before every file`() throws {
    let settings = try resolve(
      first: "[store]\npath = \"b.db\"\n", flags: SettingsFlags(store: "/f.db"))
    #expect(settings.store == Setting("/f.db", .flag("--store")))
  }

  @Test func `a path is relative to the file it stands in`() throws {
    let settings = try resolve(first: "[store]\npath = \"b.db\"\n[ping]\naddress = \"file:ping\"\n")
    #expect(settings.store.value == "/etc/flyt/conf.d/b.db")
    #expect(settings.ping?.value == .file("/etc/flyt/conf.d/ping"))
  }

  @Test func `sources are added in the order of files`() throws {
    let settings = try resolve(
      main: Self.folder("a", "/a/in"), first: Self.folder("b", "/b/in"), second: Self.folder("c", "/c/in"))
    #expect(settings.sources.map(\.name) == ["a", "b", "c"])
    #expect(settings.sources.map(\.file) == [Self.main, Self.first, Self.second])
    let path = settings.entries.first { $0.key == "source.c.path" }
    #expect(path?.origin == "\(Self.second): source[1].path")
  }

  @Test func `the files that were read are listed`() throws {
    let settings = try resolve(first: "", second: "")
    #expect(settings.files.map(\.path) == [Self.main, Self.first, Self.second])
    #expect(
      settings.entries.prefix(3).map { "\($0) | \($0.origin)" } == [
        "config = \"\(Self.main)\" | default", "fragment[1] = \"\(Self.first)\" | default",
        "fragment[2] = \"\(Self.second)\" | default",
      ])
  }

  @Test func `fragments without a settings file are left alone`() throws {
    let lookup = files([Self.first: "[store]\npath = \"b.db\"\n"])
    let settings = try Settings.resolve(environment: [:], currentFolder: "/", files: lookup)
    #expect(settings.store.origin == .standard && settings.files.isEmpty)
    #expect(settings.bytesOfAllFiles.isEmpty)
  }

  @Test func `every problem of every file is told, in the order of files and lines`() throws {
    let error = #expect(throws: DefinitionsError.self) {
      try resolve(
        main: Self.folder("a", "/a/in") + "setle = \"1s\"\n", first: "[store]\npath = \n",
        second: Self.folder("a", "/a/in") + "accepted = \"/a/in\"\n[metric]\n",
        flags: SettingsFlags(socket: "/" + String(repeating: "s", count: 107)))
    }
    let lines = error?.description.split(separator: "\n") ?? []
    #expect(lines.first == "\(Self.main):5: source[1].setle: unknown key. Did you mean 'settle'?")
    #expect(lines.dropFirst().first?.hasPrefix("\(Self.first):2: not TOML at column ") == true)
    #expect(
      lines.dropFirst(2).dropLast() == [
        "\(Self.second):2: source[1].name: 'a' is also the name of a source in \(Self.main). Give each source a name of its own.",
        "\(Self.second):4: source[1].path: /a/in is watched by source 'a' already. Watch each folder once.",
        "\(Self.second):5: source[1].accepted: /a/in is the folder that source 'a' watches. Name another folder: its files would be read again and again.",
        "\(Self.second):6: metric: unknown key. Did you mean 'metrics'?",
      ])
    #expect(lines.last?.hasPrefix("--socket: ") == true)
  }

  @Test func `a line that moves to another file changes the digest`() throws {
    let one = "[store]\npath = \"/a.db\"\n"
    let other = "[status]\nevery = \"1s\"\n"
    let all = try [
      resolve(main: one + other), resolve(main: one, first: other), resolve(main: one + other, first: ""),
      resolve(main: one, second: other), resolve(first: one, second: other), resolve(first: one + other),
      resolve(first: one + other, second: ""),
    ]
    #expect(Set(all.map(\.bytesOfAllFiles)).count == all.count)
    #expect(all.first?.bytesOfAllFiles == Array((one + other).utf8))
    #expect(try resolve(main: one, first: other).bytesOfAllFiles == all[1].bytesOfAllFiles)
  }
}

/// Fragments on a disk.
@Suite struct SettingsFragmentFilesTests {
  private func resolve(in path: String) throws(DefinitionsError) -> Settings {
    try Settings.resolve(
      flags: SettingsFlags(config: "\(path)/flyt.toml"), environment: [:], currentFolder: "/")
  }

  @Test func `fragments come in the order of names, without the hidden and those of other endings`() throws {
    let folder = try TemporaryFolder()
    try folder.write("flyt.toml", text: "")
    for name in ["b.toml", "a.toml", "B.toml"] { try folder.write("conf.d/\(name)", text: "") }
    for name in [".c.toml", "c.toml~", "c.toml.disabled"] { try folder.write("conf.d/\(name)", text: "no") }
    let names = try resolve(in: folder.path).fragments.map { $0.path.dropFirst(folder.path.count) }
    #expect(names == ["/conf.d/B.toml", "/conf.d/a.toml", "/conf.d/b.toml"])
  }

  @Test func `what cannot be read is told with the other problems`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    try folder.write("flyt.toml", text: "[stor]\n")
    try folder.makeFolder("conf.d/a.toml")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("conf.d/b.toml"), withDestinationPath: "gone")
    try folder.write("conf.d/c.toml", [0xFF])
    try folder.write("conf.d/d.toml", text: "[log]\nlevel = \"loud\"\n")
    let error = #expect(throws: DefinitionsError.self) { try resolve(in: path) }
    #expect(
      error?.description == """
        \(path)/flyt.toml:1: stor: unknown key. Did you mean 'store'?
        \(path)/conf.d/a.toml: no regular file. Put a file there, or take the entry away.
        \(path)/conf.d/b.toml: no regular file. Put a file there, or take the entry away.
        \(path)/conf.d/c.toml: not UTF-8 text. Save the file as UTF-8.
        \(path)/conf.d/d.toml:2: log.level: 'loud' is not one of debug, info, notice, warning, error. Write level = "info".
        """)
  }

  @Test func `bytes that cannot be read are told by their file`() throws {
    let texts = ["/etc/flyt/flyt.toml": "[stor]\n", "/etc/flyt/conf.d/a.toml": ""]
    var lookup = files(texts)
    let bytes = lookup.bytes
    lookup.bytes = { path in
      guard path.hasSuffix("a.toml") else { return try bytes(path) }
      throw NSError(domain: NSPOSIXErrorDomain, code: Int(EACCES))
    }
    let error = #expect(throws: DefinitionsError.self) {
      try Settings.resolve(environment: [:], currentFolder: "/", files: lookup)
    }
    #expect(
      error?.description == """
        /etc/flyt/flyt.toml:1: stor: unknown key. Did you mean 'store'?
        /etc/flyt/conf.d/a.toml: cannot be read: Permission denied. Let the user that runs flyt read it.
        """)
  }
}
