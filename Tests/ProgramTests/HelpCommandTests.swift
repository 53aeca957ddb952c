import Checks
import FlytTesting
import Foundation
import StatusFile
import Testing

/// `flyt help`, of commands and of codes.
@Suite struct HelpCommandTests {
  private let station: Station

  init() throws { station = try Station() }

  /// The explanations that a script gets of all codes, by code.
  private func explanations() throws -> [String: JSONValue] {
    let answer = try station.flyt("help", "--codes", "--json")
    #expect(answer.status == 0)
    let codes = at(try answer.json(), "codes")?.list ?? []
    return Dictionary(codes.map { ($0["code"]?.text ?? "", $0) }) { first, _ in first }
  }

  @Test func `every code is explained, and no two are the same`() throws {
    let explanations = try explanations()
    let problems = ProblemCode.allCases.map(\.rawValue)
    let findings = Finding.Code.allCases.map(\.rawValue)
    #expect(Set(problems).isDisjoint(with: findings))
    #expect(explanations.count == problems.count + findings.count)
    for (kind, codes) in [("problem", problems), ("finding", findings)] {
      for code in codes {
        let explanation = try #require(explanations[code], "\(code) is not explained")
        #expect(explanation["kind"]?.text == kind)
        #expect((explanation["cause"]?.text != nil) == (kind == "finding"))
        for key in ["summary", "meaning", "consequence", "remedy"] {
          let text = explanation[key]?.text ?? ""
          #expect(text.hasSuffix(".") && !text.contains("\n"), "\(code) \(key): '\(text)'")
        }
        let summary = explanation["summary"]?.text ?? ""
        #expect(summary.count <= 110, "a list of codes has a line for each; \(code) needs \(summary.count)")
      }
    }
  }

  @Test func `every explanation names a command, and Flyt's own exist`() throws {
    var named: Set<[String]> = []
    for (code, explanation) in try explanations() {
      let commands = explanation["commands"]?.list.compactMap(\.text) ?? []
      #expect(!commands.isEmpty, "\(code) names no command")
      for command in commands where command.hasPrefix("flyt ") {
        let words = command.split(separator: " ").dropFirst().prefix { $0.allSatisfy(\.isLowercase) }
        named.insert(words.map(String.init))
      }
    }
    for words in named {
      let help = try station.start(["help"] + words)
      #expect(try help.wait().way == .exited(0), "there is no 'flyt \(words.joined(separator: " "))'")
      #expect(help.output.text.contains("USAGE: flyt \(words.joined(separator: " "))"))
    }
  }

  @Test func `one code is told to a person and to a script`() throws {
    let told = try station.flyt("help", "row-sum")
    #expect(told.status == 0 && told.errors.isEmpty)
    #expect(
      told.output.text.hasPrefix("row-sum (finding): A row's printed sum is not what its cells add up to."))
    for title in ["What it means", "What usually causes it", "What becomes of the table", "What to do"] {
      #expect(told.output.text.contains("\n\(title)\n"))
    }
    #expect(told.output.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let document = try station.flyt("help", "late", "--json").json()
    #expect(document["code"] == "late" && document["kind"] == "problem" && document["cause"] == .null)
    #expect(document["commands"]?.list.contains("flyt quarantine") == true)
  }

  @Test func `the list has every code in a line of its own`() throws {
    let lines = try station.flyt("help", "--codes").output.text.split(separator: "\n")
    for code in ProblemCode.allCases.map(\.rawValue) + Finding.Code.allCases.map(\.rawValue) {
      #expect(lines.count { $0.hasPrefix("\(code) ") } == 1, "\(code)")
    }
  }

  @Test(arguments: [["run"], ["quarantine", "show"], ["health"]])
  func `a command's help is what the command itself says`(command: [String]) throws {
    let asked = try station.start(["help"] + command)
    let own = try station.start(command + ["--help"])
    #expect(try asked.wait().way == .exited(0))
    #expect(try own.wait().way == .exited(0))
    #expect(asked.output == own.output)
    #expect(asked.output.text.contains("USAGE: flyt \(command.joined(separator: " "))"))
  }

  @Test func `help alone is the general help, which says that codes can be explained`() throws {
    let general = try station.flyt("help")
    #expect(general.status == 0)
    #expect(try station.flyt("--help").output == general.output)
    #expect(general.output.text.contains("flyt help row-sum"))
  }

  @Test func `what is both a command and a code is shown as both`() throws {
    let told = try station.flyt("help", "quarantine").output.text
    let usage = try #require(told.range(of: "USAGE: flyt quarantine"))
    let code = try #require(told.range(of: "\nquarantine (problem): "))
    #expect(usage.lowerBound < code.lowerBound)
    #expect(try station.flyt("help", "quarantine", "--json").json()["kind"] == "problem")
    let run = try station.flyt("help", "run", "--json").json()
    #expect(run["command"] == "run" && run["help"]?.text?.contains("USAGE: flyt run") == true)
  }

  @Test(arguments: [
    (["lat"], "Did you mean 'late'?", "flyt help late"),
    (["row_sum"], "Did you mean 'row-sum'?", "flyt help row-sum"),
    (["rnu"], "Did you mean 'run'?", "flyt help run"),
    (["quarantine", "shwo"], "Did you mean 'quarantine show'?", "flyt help quarantine show"),
    (["weather"], "is neither a command nor a code.", "flyt help --codes"),
  ])
  func `a slip is told what it may have been`(words: [String], message: String, hint: String) throws {
    let child = try station.start(["help"] + words)
    #expect(try child.wait().way == .exited(64))
    #expect(child.output.isEmpty)
    #expect(child.errors.text.contains(message) && child.errors.text.contains("try: \(hint)\n"))
    let script = try station.start(["help"] + words + ["--json"])
    #expect(try script.wait().way == .exited(64))
    #expect(at(try JSONValue(script.output), "error", "hint")?.text == hint)
  }

  @Test func `a list of codes is asked for alone`() throws {
    #expect(try station.flyt("help", "--codes", "late").status == 64)
  }
}
