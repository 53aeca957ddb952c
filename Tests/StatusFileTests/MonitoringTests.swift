import Foundation
import Testing

@testable import StatusFile

/// What `Config/monitoring` says to Prometheus and Grafana.
@Suite struct MonitoringTests {
  private static let folder = URL(filePath: #filePath).appending(path: "../../../Config/monitoring")
    .standardized

  @Test(arguments: ["flyt.rules.yml", "flyt.rules.test.yml", "flyt.dashboard.json"])
  func `every metric that is asked for is one of ours`(file: String) throws {
    let known = Set(Metrics(.full, .busy).text.matches(of: /(?m)^flyt_\w+/).map { String($0.output) })
    let asked = Set(try text(of: file).matches(of: /\bflyt_\w+/).map { String($0.output) })
    #expect(asked.count > 5)
    #expect(asked.subtracting(known).sorted() == [])
  }

  @Test func `every alert is proved to fire and not to fire, and says what to run`() throws {
    let rules = try text(of: "flyt.rules.yml")
    let checks = try text(of: "flyt.rules.test.yml").split(separator: "- eval_time: ").dropFirst()
    let alerts = Set(rules.matches(of: /- alert: (\w+)/).map { String($0.output.1) })
    #expect(alerts.isSuperset(of: ["FlytDead", "FlytLate", "FlytSourceBlind", "FlytSourceFailing"]))
    for alert in alerts {
      let own = checks.filter { $0.contains("alertname: \(alert)\n") }
      #expect(own.contains { $0.contains("exp_alerts:") }, "\(alert) is never seen to fire")
      #expect(own.contains { !$0.contains("exp_alerts:") }, "\(alert) is never seen to be silent")
    }
    for rule in rules.split(separator: "- alert: ").dropFirst() where !rule.contains("*late") {
      let name = rule.prefix { $0 != "\n" }
      #expect(rule.contains("summary: ") && rule.contains("description: "), "\(name)")
      #expect(rule.contains(/'(flyt|systemctl|journalctl)\s/), "\(name) names no command")
    }
  }

  @Test func `the dashboard is JSON, and asks the data source that the reader chose`() throws {
    let dashboard = try JSONDecoder().decode(
      Dashboard.self, from: Data(contentsOf: Self.folder.appending(path: "flyt.dashboard.json")))
    #expect(dashboard.schemaVersion >= 39)
    #expect(dashboard.templating.list.map(\.name) == ["datasource", "instance"])
    #expect(Set(dashboard.panels.map(\.id)).count == dashboard.panels.count)
    for panel in dashboard.panels {
      #expect(!panel.targets.isEmpty && !panel.title.isEmpty)
      for target in panel.targets {
        #expect(target.datasource.uid == "${datasource}", "\(panel.title)")
        #expect(target.expr.contains(#"{instance=~"$instance""#), "\(panel.title)")
      }
    }
  }

  @Test(
    .enabled(if: Promtool.isThere, Promtool.missing),
    arguments: [["check", "rules", "flyt.rules.yml"], ["test", "rules", "flyt.rules.test.yml"]])
  func `Prometheus's own tool agrees with the rules`(words: [String]) throws {
    let path = Self.folder.appending(path: words[2]).path(percentEncoded: false)
    let result = try Promtool.run(words[0], words[1], path)
    #expect(result.status == 0, "\(result.output)")
  }

  @Test(.enabled(if: Promtool.isThere, Promtool.missing))
  func `Prometheus's own tool can read what the dashboard asks`() throws {
    let dashboard = try JSONDecoder().decode(
      Dashboard.self, from: Data(contentsOf: Self.folder.appending(path: "flyt.dashboard.json")))
    // As rules, which it can check; JSON is YAML, too.
    let rules = dashboard.panels.flatMap(\.targets).enumerated().map { number, target in
      ["record": "asked:\(number)", "expr": target.expr.replacing("$__rate_interval", with: "5m")]
    }
    try withFolder { folder in
      let encoder = JSONEncoder()
      encoder.outputFormatting = .withoutEscapingSlashes
      try encoder.encode(["groups": [Group(name: "dashboard", rules: rules)]])
        .write(to: URL(filePath: "\(folder)/asked.yml"))
      let result = try Promtool.run("check", "rules", "\(folder)/asked.yml")
      #expect(result.status == 0, "\(result.output)")
    }
  }

  private func text(of file: String) throws -> String {
    try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8)
  }
}

private struct Group: Encodable {
  let name: String
  let rules: [[String: String]]
}

/// What the tests look at.
private struct Dashboard: Decodable {
  let schemaVersion: Int
  let templating: Templating
  let panels: [Panel]

  struct Templating: Decodable {
    let list: [Variable]
  }

  struct Variable: Decodable {
    let name: String
  }

  struct Panel: Decodable {
    let id: Int
    let title: String
    let targets: [Target]
  }

  struct Target: Decodable {
    let datasource: DataSource
    let expr: String
  }

  struct DataSource: Decodable {
    let uid: String
  }
}
