import Definitions
import Foundation
import Testing

private let units = ["flyt.service", "flyt-backup.service", "flyt-backup.timer"]
private let others = ["flyt.sysusers.conf", "flyt.tmpfiles.conf", "try-in-container.sh", "try-inside.sh"]

@Suite struct UnitsTests {
  @Test func `nothing of systemd's is left untested`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: systemdFolder.path)
    #expect(names.sorted() == (units + others).sorted())
  }

  @Test(arguments: units + others)
  func `every command and option of ours exists`(name: String) throws {
    let commands = try commandNames()
    let declared = try SourceFile.all().filter { $0.module == "flyt" }.flatMap(\.lines)
    for call in try text(name).matches(of: ourCalls) {
      let command = String(call.output.command)
      #expect(commands.contains(command), "\(name) has 'flyt \(command)'")
      for option in call.output.rest.matches(of: /--([a-z][a-z-]*)/) {
        let words = option.output.1.split(separator: "-")
        let property = words[0] + words.dropFirst().map(\.capitalized).joined()
        #expect(
          declared.contains { $0.contains("var \(property)") },
          "\(name): 'flyt \(command)' has no \(option.output.0)"
        )
      }
    }
  }

  @Test func `the units and their trial call what operators call`() throws {
    let calls = try (units + others).flatMap { try text($0).matches(of: ourCalls) }
    let called = Set(calls.map { String($0.output.command) })
    #expect(called.isSuperset(of: ["run", "reload", "backup", "status", "health", "years", "verify"]))
  }

  @Test(arguments: units)
  func `every line says why it is there`(name: String) throws {
    var above: Substring = ""
    for (index, line) in try text(name).split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      defer { above = line }
      guard let first = line.first, !"#[".contains(first) else { continue }
      // Directives that belong together share the comment above them.
      let isExplained = above.hasPrefix("#") || (above.contains("=") && !above.hasPrefix("["))
      #expect(isExplained, "systemd/\(name):\(index + 1): no comment stands above '\(line)'")
    }
  }

  @Test(.enabled(if: canAnalyze, "systemd-analyze is not here"))
  func `systemd has no word to say against the units`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "flyt-units-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Their program is somewhere else, since it may not be installed here.
    let program = folder.appending(path: "flyt")
    try FileManager.default.copyItem(at: URL(filePath: "/bin/true"), to: program)
    for unit in units {
      let text = try text(unit).replacing("/usr/bin/flyt", with: program.path)
      try Data(text.utf8).write(to: folder.appending(path: unit))
    }
    let outcome = try analyze(["verify", "--man=no"] + units.map { folder.appending(path: $0).path })
    #expect(outcome.said == "")
    #expect(outcome.status == 0)
  }

  @Test(
    .enabled(if: canAnalyze, "systemd-analyze is not here"),
    arguments: [("flyt.service", 1.1), ("flyt-backup.service", 0.3)])
  func `a unit exposes little of the machine`(name: String, most: Double) throws {
    let path = systemdFolder.appending(path: name).path
    let outcome = try analyze(["security", "--offline=true", "--no-pager", path])
    let exposure = try #require(outcome.said.firstMatch(of: /exposure level for .*: ([0-9.]+)/)?.output.1)
    #expect(try #require(Double(exposure)) <= most, "\(outcome.said)")
  }

  @Test func `what systemd makes is what the settings name`() throws {
    let settings = try Settings.resolve(
      flags: SettingsFlags(config: SourceFile.root.appending(path: "Config/flyt.toml").path),
      environment: [:],
      currentFolder: "/")
    let service = try text("flyt.service")
    let made = Set(try text("flyt.tmpfiles.conf").matches(of: /(?m)^d +([^ ]+)/).map { String($0.output.1) })
    guard case .folder(let inbox)? = settings.sources.first?.kind else {
      Issue.record("the first source is no folder")
      return
    }
    let store = URL(filePath: settings.store.value).deletingLastPathComponent().path
    #expect(made.isSuperset(of: [store, inbox.path, inbox.accepted, inbox.refused]))
    #expect(service.contains("\nStateDirectory=\(store.dropFirst("/var/lib/".count))\n"))
    for path in [settings.status.value, settings.socket.value] {
      let folder = URL(filePath: path).deletingLastPathComponent().path
      #expect(service.contains("\nRuntimeDirectory=\(folder.dropFirst("/run/".count))\n"))
    }
    let copies = try #require(
      try text("flyt-backup.service").firstMatch(of: /(?m)^ExecStart=.* backup ([^ ]+)/))
    #expect(made.contains(URL(filePath: String(copies.output.1)).deletingLastPathComponent().path))
    #expect(try text("flyt-backup.service").contains("\nConditionPathExists=\(settings.store.value)\n"))
  }
}

private let systemdFolder = SourceFile.root.appending(path: "systemd")

private let analyzer = "/usr/bin/systemd-analyze"
private let canAnalyze = FileManager.default.isExecutableFile(atPath: analyzer)

/// A call of our program: in a unit, in a comment's quotes, or by a user or a check of the trial.
private var ourCalls: Regex<(Substring, command: Substring, rest: Substring)> {
  /(?:\/usr\/bin\/|`|-- |as [a-z]+ |" |' |\{ |; )flyt (?<command>[a-z]+)(?<rest>[^\n`|;]*)/
}

private func text(_ name: String) throws -> String {
  try String(contentsOf: systemdFolder.appending(path: name), encoding: .utf8)
}

/// Runs `systemd-analyze`, and tells all that it said.
private func analyze(_ arguments: [String]) throws -> (said: String, status: Int32) {
  let process = Process()
  let output = Pipe()
  process.executableURL = URL(filePath: analyzer)
  process.arguments = arguments
  process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
  (process.standardOutput, process.standardError) = (output, output)
  process.standardInput = FileHandle.nullDevice
  try process.run()
  let said = try output.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return (String(decoding: said, as: UTF8.self), process.terminationStatus)
}
