extension Metrics {
  /// Who writes, since when, and until when it counts.
  var ofDaemon: [MetricFamily] {
    [
      MetricFamily(
        "flyt_info", .gauge, "The program that writes these metrics; always 1.",
        MetricSample(true, ["version": status.daemon.version])),
      MetricFamily(
        "flyt_start_timestamp_seconds", .gauge, "When the daemon started.",
        MetricSample(status.daemon.startedAt)),
      MetricFamily(
        "flyt_status_timestamp_seconds", .gauge, "When the status was made.", MetricSample(status.generatedAt)
      ),
      MetricFamily(
        "flyt_status_valid_until_timestamp_seconds", .gauge,
        "Past this moment a daemon that did not stop in good order counts as dead.",
        MetricSample(status.validUntil)),
      MetricFamily(
        "flyt_stopped", .gauge, "Whether the daemon ended in good order.",
        MetricSample(status.state == .stopped)),
      MetricFamily(
        "flyt_paused", .gauge, "Whether somebody paused all sources.", MetricSample(status.daemon.paused)),
      MetricFamily(
        "flyt_status_write_failures_total", .counter, "Status files that could not be written.",
        MetricSample(counters.failedStatusWrites)),
      MetricFamily(
        "flyt_dead_man_pings_total", .counter, "Pings to the dead man's switch, by how they went.",
        [
          MetricSample(counters.sentPings, ["result": "sent"]),
          MetricSample(counters.failedPings, ["result": "failed"]),
        ]),
    ]
  }

  /// What somebody should know or mend.
  var ofProblems: [MetricFamily] {
    let severities: [Status.Problem.Severity] = [.warning, .critical]
    // Two sources with the same trouble are one series, in the order in which the codes come.
    let codes = status.problems.map { problem in
      let count = status.problems.count { ($0.code, $0.severity) == (problem.code, problem.severity) }
      return MetricSample(count, ["code": problem.code, "severity": problem.severity.rawValue])
    }
    return [
      MetricFamily(
        "flyt_problems", .gauge, "Problems that stand, by severity.",
        severities.map { severity in
          MetricSample(
            status.problems.count { $0.severity == severity }, ["severity": severity.rawValue])
        }),
      MetricFamily(
        "flyt_problem", .gauge, "Problems that stand, by code; 'flyt help CODE' explains one.", codes),
    ]
  }
}
