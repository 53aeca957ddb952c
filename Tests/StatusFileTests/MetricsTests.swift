import Foundation
import Testing

@testable import StatusFile

@Suite struct MetricsTests {
  @Test func `a bare status has every series that is known, and zeros from the start`() {
    #expect(
      Metrics(.bare, Counters()).text == """
        # HELP flyt_info The program that writes these metrics; always 1.
        # TYPE flyt_info gauge
        flyt_info{version="0.1.0"} 1
        # HELP flyt_start_timestamp_seconds When the daemon started.
        # TYPE flyt_start_timestamp_seconds gauge
        flyt_start_timestamp_seconds 1795370400
        # HELP flyt_status_timestamp_seconds When the status was made.
        # TYPE flyt_status_timestamp_seconds gauge
        flyt_status_timestamp_seconds 1795370415.25
        # HELP flyt_status_valid_until_timestamp_seconds Past this moment a daemon that did not stop in good order counts as dead.
        # TYPE flyt_status_valid_until_timestamp_seconds gauge
        flyt_status_valid_until_timestamp_seconds 1795370460
        # HELP flyt_stopped Whether the daemon ended in good order.
        # TYPE flyt_stopped gauge
        flyt_stopped 0
        # HELP flyt_paused Whether somebody paused all sources.
        # TYPE flyt_paused gauge
        flyt_paused 0
        # HELP flyt_status_write_failures_total Status files that could not be written.
        # TYPE flyt_status_write_failures_total counter
        flyt_status_write_failures_total 0
        # HELP flyt_dead_man_pings_total Pings to the dead man's switch, by how they went.
        # TYPE flyt_dead_man_pings_total counter
        flyt_dead_man_pings_total{result="sent"} 0
        flyt_dead_man_pings_total{result="failed"} 0
        # HELP flyt_problems Problems that stand, by severity.
        # TYPE flyt_problems gauge
        flyt_problems{severity="warning"} 1
        flyt_problems{severity="critical"} 0
        # HELP flyt_problem Problems that stand, by code; 'flyt help CODE' explains one.
        # TYPE flyt_problem gauge
        flyt_problem{code="left-alone",severity="warning"} 1
        # HELP flyt_source_state 1 for the state that the source is in, 0 for each other.
        # TYPE flyt_source_state gauge
        flyt_source_state{source="inbox",kind="folder",state="ok"} 1
        flyt_source_state{source="inbox",kind="folder",state="failing"} 0
        flyt_source_state{source="inbox",kind="folder",state="blind"} 0
        flyt_source_state{source="inbox",kind="folder",state="paused"} 0
        flyt_source_state{source="inbox",kind="folder",state="lost"} 0
        # HELP flyt_source_consecutive_failures Looks that failed since the last good one.
        # TYPE flyt_source_consecutive_failures gauge
        flyt_source_consecutive_failures{source="inbox"} 0
        # HELP flyt_source_looks_total Looks at the source, by how they went.
        # TYPE flyt_source_looks_total counter
        flyt_source_looks_total{source="inbox",result="good"} 0
        flyt_source_looks_total{source="inbox",result="failed"} 0
        # HELP flyt_outcomes_total Tables by what became of them.
        # TYPE flyt_outcomes_total counter
        flyt_outcomes_total{outcome="new"} 0
        flyt_outcomes_total{outcome="revision"} 0
        flyt_outcomes_total{outcome="sighting"} 0
        flyt_outcomes_total{outcome="held"} 0
        flyt_outcomes_total{outcome="refused"} 0
        # HELP flyt_dataset_overdue_seconds Whole days past the due day; 0 while nothing is overdue.
        # TYPE flyt_dataset_overdue_seconds gauge
        flyt_dataset_overdue_seconds{dataset="county-flows"} 0
        # HELP flyt_dataset_missing_years Years before the newest of which nothing is stored.
        # TYPE flyt_dataset_missing_years gauge
        flyt_dataset_missing_years{dataset="county-flows"} 0
        # HELP flyt_store_size_bytes The size of the store's file.
        # TYPE flyt_store_size_bytes gauge
        flyt_store_size_bytes 4096
        # HELP flyt_store_extracts Extracts that the store keeps.
        # TYPE flyt_store_extracts gauge
        flyt_store_extracts 0
        # HELP flyt_store_releases Releases that the store keeps.
        # TYPE flyt_store_releases gauge
        flyt_store_releases 0
        # HELP flyt_store_looks Looks at sources that the store keeps.
        # TYPE flyt_store_looks gauge
        flyt_store_looks 0
        # HELP flyt_quarantine_items Refused and held extracts that wait for somebody.
        # TYPE flyt_quarantine_items gauge
        flyt_quarantine_items 0

        """)
  }

  @Test func `what is known besides is told in seconds, bytes and moments`() {
    let lines = Metrics(.full, .busy).text.split(separator: "\n")
    for line in [
      "flyt_paused 1",
      "flyt_status_write_failures_total 1",
      "flyt_dead_man_pings_total{result=\"sent\"} 2",
      "flyt_dead_man_pings_total{result=\"failed\"} 1",
      "flyt_problem{code=\"c\",severity=\"critical\"} 1",
      "flyt_source_state{source=\"inbox\",kind=\"folder\",state=\"failing\"} 1",
      "flyt_source_state{source=\"inbox\",kind=\"folder\",state=\"ok\"} 0",
      "flyt_source_last_look_timestamp_seconds{source=\"inbox\"} 1795370401",
      "flyt_source_last_good_look_timestamp_seconds{source=\"inbox\"} 1795370402",
      "flyt_source_next_look_timestamp_seconds{source=\"inbox\"} 1795370403",
      "flyt_source_last_new_timestamp_seconds{source=\"inbox\"} 1795370404",
      "flyt_source_consecutive_failures{source=\"inbox\"} 5",
      "flyt_source_looks_total{source=\"inbox\",result=\"good\"} 2",
      "flyt_source_looks_total{source=\"inbox\",result=\"failed\"} 1",
      "flyt_outcomes_total{outcome=\"new\"} 1",
      "flyt_outcomes_total{outcome=\"undreamt\"} 1",
      "flyt_last_accepted_timestamp_seconds 1795370406",
      "flyt_last_refused_timestamp_seconds 1795370407",
      "flyt_dataset_newest_year{dataset=\"county-flows\"} 2011",
      "flyt_dataset_expected_year{dataset=\"county-flows\"} 2012",
      "flyt_dataset_due_timestamp_seconds{dataset=\"county-flows\"} 1368230400",
      "flyt_dataset_overdue_seconds{dataset=\"county-flows\"} 259200",
      "flyt_dataset_missing_years{dataset=\"county-flows\"} 1",
      "flyt_quarantine_oldest_timestamp_seconds 1795370405",
    ] {
      #expect(lines.contains(Substring(line)), "no line \(line)")
    }
    // A source that is gone from the settings is no longer counted for.
    #expect(!lines.contains { $0.contains("elsewhere") })
  }

  @Test func `a daemon that stopped in good order says so`() {
    var status = Status.bare
    status.state = .stopped
    #expect(Metrics(status, Counters()).text.contains("\nflyt_stopped 1\n"))
  }

  @Test(arguments: [
    (#"a\b"#, #"a\\b"#), ("a\"b", #"a\"b"#), ("a\nb", #"a\nb"#), ("a\r\nb", "a\r\\nb"),
    ("a\"\u{301}b", "a\\\"\u{301}b"), ("},x=1 2", "},x=1 2"), ("Ålesund", "Ålesund"), ("", ""),
  ])
  func `a hostile name stays inside its quotes`(_ name: String, _ escaped: String) {
    var status = Status.bare
    status.daemon.version = name
    status.sources = [Status.Source(name: name, kind: "folder", state: .ok)]
    status.datasets = [Status.DatasetState(id: name)]
    status.problems = [Status.Problem(code: name, severity: .warning, since: .at(0), text: "t")]
    let text = Metrics(status, Counters()).text
    for series in [
      "flyt_info{version=\"\(escaped)\"} 1", "flyt_source_consecutive_failures{source=\"\(escaped)\"} 0",
      "flyt_dataset_missing_years{dataset=\"\(escaped)\"} 0",
      "flyt_problem{code=\"\(escaped)\",severity=\"warning\"} 1",
    ] {
      #expect(text.utf8.contains("\n\(series)\n".utf8), "no line \(series)")
    }
  }

  @Test func `no series comes twice, and what has one code is summed`() {
    var status = Status.full
    status.problems = [.warning, .critical, .warning].map {
      Status.Problem(code: "source-failing", severity: $0, since: .at(0), text: "t")
    }
    status.sources += status.sources
    status.datasets += status.datasets
    let samples = Metrics(status, .busy).text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let series = samples.map { $0.prefix(upTo: $0.lastIndex(of: " ") ?? $0.endIndex) }
    #expect(Set(series).count == series.count)
    #expect(samples.contains("flyt_problems{severity=\"warning\"} 2"))
    #expect(samples.contains("flyt_problem{code=\"source-failing\",severity=\"warning\"} 2"))
    #expect(samples.contains("flyt_problem{code=\"source-failing\",severity=\"critical\"} 1"))
  }

  @Test func `a due day that is none is not told`() {
    var status = Status.full
    status.datasets[0].dueOn = "soon"
    #expect(!Metrics(status, Counters()).text.contains("flyt_dataset_due_timestamp_seconds"))
  }

  @Test func `the file is replaced whole, and nothing is left beside it`() throws {
    try withFolder { folder in
      let path = "\(folder)/flyt.prom"
      for metrics in [Metrics(.full, .busy), Metrics(.bare, Counters())] {
        try metrics.write(to: path)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == metrics.text)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["flyt.prom"])
    }
  }

  @Test func `a folder that is missing is named`() {
    let error = #expect(throws: StatusFileError.self) {
      try Metrics(.bare, Counters()).write(to: "/nowhere/at/all/flyt.prom")
    }
    #expect(error?.reason == .missingFolder)
  }

  @Test(.enabled(if: Promtool.isThere, Promtool.missing))
  func `Prometheus's own tool finds nothing to say`() throws {
    var hostile = Status.full
    hostile.sources[0].name = #"},\"# + "\r\n\"\u{301}\u{1B}"
    for metrics in [
      Metrics(.bare, Counters()), Metrics(.full, .busy), Metrics(hostile, .busy),
    ] {
      let result = try Promtool.run("check", "metrics", input: metrics.text)
      #expect(result.status == 0 && result.output == "", "\(result.output)")
    }
  }
}

extension Counters {
  /// Everything was counted.
  static var busy: Counters {
    var counters = Counters()
    for isGood in [true, true, false] {
      counters.countLook(at: "inbox", isGood: isGood)
      counters.countPing(isSent: isGood)
    }
    counters.countLook(at: "elsewhere", isGood: true)
    for word in Counters.outcomeWords + ["undreamt"] { counters.countOutcome(word) }
    counters.countFailedStatusWrite()
    return counters
  }
}
