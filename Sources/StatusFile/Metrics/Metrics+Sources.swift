extension Metrics {
  /// Each source, and how the looks at it go.
  var ofSources: [MetricFamily] {
    let states: [Status.Source.State] = [.ok, .failing, .blind, .paused, .lost]
    return [
      MetricFamily(
        "flyt_source_state", .gauge, "1 for the state that the source is in, 0 for each other.",
        status.sources.flatMap { source in
          states.map { state in
            MetricSample(
              source.state == state,
              ["source": source.name, "kind": source.kind, "state": state.rawValue])
          }
        }),
      MetricFamily(
        "flyt_source_last_look_timestamp_seconds", .gauge, "When it was last looked at, whatever the result.",
        each { MetricSample($0.lastLookAt, ["source": $0.name]) }),
      MetricFamily(
        "flyt_source_last_good_look_timestamp_seconds", .gauge, "When a look last went well.",
        each { MetricSample($0.lastGoodLookAt, ["source": $0.name]) }),
      MetricFamily(
        "flyt_source_next_look_timestamp_seconds", .gauge, "When the next look is due.",
        each { MetricSample($0.nextLookAt, ["source": $0.name]) }),
      MetricFamily(
        "flyt_source_last_new_timestamp_seconds", .gauge, "When it last had something new.",
        each { MetricSample($0.lastNewAt, ["source": $0.name]) }),
      MetricFamily(
        "flyt_source_consecutive_failures", .gauge, "Looks that failed since the last good one.",
        each { MetricSample($0.consecutiveFailures, ["source": $0.name]) }),
      MetricFamily(
        "flyt_source_looks_total", .counter, "Looks at the source, by how they went.",
        status.sources.flatMap { source in
          let looks = counters.looks(at: source.name)
          return [
            MetricSample(looks.good, ["source": source.name, "result": "good"]),
            MetricSample(looks.failed, ["source": source.name, "result": "failed"]),
          ]
        }),
    ]
  }

  /// What became of the tables that came.
  var ofOutcomes: [MetricFamily] {
    [
      MetricFamily(
        "flyt_outcomes_total", .counter, "Tables by what became of them.",
        counters.outcomesInOrder.map { MetricSample($0.count, ["outcome": $0.word]) }),
      MetricFamily(
        "flyt_last_accepted_timestamp_seconds", .gauge, "When an extract was last taken in.",
        MetricSample(status.lastAccepted?.at)),
      MetricFamily(
        "flyt_last_refused_timestamp_seconds", .gauge, "When an extract was last refused or held.",
        MetricSample(status.lastRefused?.at)),
    ]
  }

  private func each(_ sample: (Status.Source) -> MetricSample?) -> [MetricSample?] {
    status.sources.map(sample)
  }
}
