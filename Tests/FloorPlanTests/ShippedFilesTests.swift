import Definitions
import FlowTables
import Foundation
import Testing

@Suite struct ShippedFilesTests {
  @Test(arguments: try commandNames())
  func `every command is named in the README`(command: String) throws {
    let readme = try String(contentsOf: SourceFile.root.appending(path: "README.md"), encoding: .utf8)
    #expect(readme.contains("flyt \(command)"), "the README never says 'flyt \(command)'")
  }

  @Test func `the list of commands is not empty`() throws {
    #expect(try Set(commandNames()).isSuperset(of: ["run", "ingest", "matrix", "extract"]))
  }

  @Test(arguments: [("flyt.toml", ["inbox", "statbank"]), ("flyt.checkout.toml", ["inbox"])])
  func `a shipped settings file holds no problem`(name: String, sources: [String]) throws {
    let settings = try Settings.resolve(
      flags: SettingsFlags(config: SourceFile.root.appending(path: "Config/\(name)").path), environment: [:],
      currentFolder: "/")
    #expect(settings.sources.map(\.name) == sources)
    // Nobody is asked anything before somebody answers for it.
    #expect(settings.sources.filter(\.enabled).map(\.name) == ["inbox"])
  }

  @Test func `no settings file is left untested`() throws {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: SourceFile.root.appending(path: "Config").path)
    #expect(names.filter { $0.hasSuffix(".toml") }.sorted() == ["flyt.checkout.toml", "flyt.toml"])
  }

  @Test(arguments: ["Config/datasette-metadata.yaml", "Sources/flyt/Documentation.docc/Store.md"])
  func `every table and view of a store is described for others`(path: String) throws {
    let text = try String(contentsOf: SourceFile.root.appending(path: path), encoding: .utf8)
    let names = try schemaNames()
    #expect(names.isSuperset(of: ["release", "flow_cell", "current_flow", "chain"]))
    for name in names {
      #expect(text.contains("`\(name)`") || text.contains("      \(name):\n"), "\(path) never says \(name)")
    }
  }

  @Test func `every shipped dataset definition loads`() throws {
    let datasets = try DatasetFolder.load(SourceFile.root.appending(path: "Config/datasets").path)
    #expect(
      datasets.map(\.id) == [
        "ssb-13864-county", "ssb-county-flows", "ssb-region-flows", "uar-governorates-1960",
      ])
  }
}

/// What the steps of the schema create and keep.
private func schemaNames() throws -> Set<String> {
  let lines = try SourceFile.all().filter { $0.path.hasPrefix("ReleaseStore/") }.flatMap(\.lines)
  let created = lines.compactMap { line -> Substring? in
    let words = line.split(separator: " ")
    guard words.count > 2, words[0] == "CREATE", words[1] == "TABLE" || words[1] == "VIEW" else { return nil }
    return words[2]
  }
  return Set(created.map(String.init))
}

/// The commands that `flyt --help` lists; those of other commands need no mention.
func commandNames() throws -> [String] {
  let root = try SourceFile.all().first { $0.path == "flyt/Flyt.swift" }
  let listed = (root?.lines ?? []).flatMap { line in
    line.split(whereSeparator: { " ,[]".contains($0) }).filter { $0.hasSuffix(".self") }.map {
      $0.dropLast(5)
    }
  }
  return try SourceFile.all().filter { $0.path.hasPrefix("flyt/Commands/") }.flatMap { file in
    listed.compactMap { type -> String? in
      guard let start = file.lines.firstIndex(where: { $0.hasPrefix("struct \(type):") }) else { return nil }
      let line = file.lines[start...].first {
        $0.contains("commandName: \"") || $0.contains("static let name = \"")
      }
      return line?.split(separator: "\"").dropFirst().first.map(String.init)
    }
  }
}
