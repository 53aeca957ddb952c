import Foundation
import Testing

/// What each module may import besides Foundation, Glibc and the standard library's own modules.
///
/// The manifest says the same of our modules; this table also says it to people, and a change of
/// either without the other is noticed.
private let floorPlan: [String: Set<String>] = [
  "FlowTables": [],
  "Extracts": ["Crypto"],
  "StatusFile": [],
  "ControlSocket": ["FlyingFox", "FlyingSocks"],
  "Systemd": [],
  "Acquisition": ["CCurl", "CLinux", "Extracts", "FlowTables"],
  "Documents": ["CXML", "CZip", "Extracts", "Subprocess", "SystemPackage"],
  "Definitions": ["FlowTables", "TOMLKit"],
  "DigitGroups": [],
  "Layouts": ["DigitGroups", "Documents", "FlowTables"],
  "Checks": ["FlowTables"],
  "ReleaseStore": ["Checks", "Extracts", "FlowTables", "GRDB", "GRDBSQLite"],
  "Answers": ["FlowTables", "ReleaseStore"],
  "Ingest": ["Checks", "Definitions", "Documents", "Extracts", "FlowTables", "Layouts", "ReleaseStore"],
  // Also reads the store's values, which answers are made of.
  "Rendering": ["Answers", "Checks", "FlowTables", "ReleaseStore"],
  "flyt": [
    "Acquisition", "Answers", "Checks", "ControlSocket", "Definitions", "Documents", "Extracts", "FlowTables",
    "Ingest", "Layouts", "ReleaseStore", "Rendering", "StatusFile", "Systemd",
    "ArgumentParser", "Logging", "ServiceLifecycle", "UnixSignals",
  ],
  "FlytTesting": ["Definitions", "DigitGroups", "Documents", "Extracts", "FlowTables"],
]

/// What every module but those of `standardAlone` may use.
private let everywhere: Set<String> = ["Dispatch", "Foundation", "Glibc", "Synchronization"]

/// Pure values and arithmetic: the standard library is enough.
private let standardAlone: Set<String> = ["DigitGroups", "FlowTables"]

/// What Package.swift cannot say: modules with one home.
private let homes: [(module: String, home: String, why: String)] = [
  ("ArgumentParser", "flyt", "a command is not the place for logic"),
  ("CCurl", "Acquisition", "C pointers stay in one folder"),
  ("CLinux", "Acquisition", "C pointers stay in one folder"),
  ("CXML", "Documents", "pages and workbooks are opened in one place"),
  ("CZip", "Documents", "unpacked bytes are counted in one place"),
  ("Crypto", "Extracts", "everything is named by one digest"),
  ("FlyingFox", "ControlSocket", "HTTP is served in one place, behind limits of our own"),
  ("FlyingSocks", "ControlSocket", "HTTP is served in one place, behind limits of our own"),
  ("GRDB", "ReleaseStore", "so does SQL"),
  ("GRDBSQLite", "ReleaseStore", "so does SQL"),
  ("Logging", "flyt", "nothing below the program logs"),
  ("ServiceLifecycle", "flyt", "only the daemon has a life"),
  ("Subprocess", "Documents", "a child is started, bounded and ended in one place"),
  ("SystemPackage", "Documents", "only children are handed descriptors"),
  ("TOMLKit", "Definitions", "TOML is read and its problems told in one place"),
  ("UnixSignals", "flyt", "only the daemon listens to signals"),
]

@Suite struct FloorPlanTests {
  @Test(arguments: homes.indices)
  func `a module with one home is imported only there`(index: Int) throws {
    let (module, home, why) = homes[index]
    let files = try SourceFile.all().filter { $0.imports.contains(module) }
    #expect(files.contains { $0.module == home }, "\(module): nobody in \(home) imports it any more")
    for file in files {
      #expect(file.module == home, "\(file.path) imports \(module): only \(home) may, because \(why)")
    }
  }

  @Test(arguments: floorPlan.keys.sorted())
  func `a module looks down, never up or sideways`(module: String) throws {
    let files = try SourceFile.all().filter { $0.module == module }
    #expect(!files.isEmpty, "\(module): no such module; take it out of the plan")
    let allowed = floorPlan[module, default: []].union(standardAlone.contains(module) ? [] : everywhere)
    for file in files {
      let others = Set(file.imports).subtracting(allowed).sorted()
      #expect(others.isEmpty, "\(file.path) imports \(others.joined(separator: ", "))")
    }
  }

  @Test func `every module has its floor`() throws {
    #expect(Set(try SourceFile.all().map(\.module)) == Set(floorPlan.keys))
  }

  @Test func `an import is seen behind every access level`() {
    let file = SourceFile(
      module: "m", path: "m/f.swift",
      lines: ["import A", "package import B", "@testable import C", "// import D", "  import E"])
    #expect(file.imports == ["A", "B", "C"])
  }
}
