/// All samples of one name, under what the name means.
struct MetricFamily {
  /// How a value moves.
  enum Kind: String {
    case gauge
    case counter
  }

  /// The lines of the family; empty where nothing is known, rather than a name without samples.
  let text: String

  /// Leaves out what is not known, and a series that comes twice: a collector would refuse the whole file.
  init(_ name: String, _ kind: Kind, _ help: String, _ samples: [MetricSample?]) {
    var seen: Set<String> = []
    let lines = samples.compactMap(\.self).filter { seen.insert($0.labels).inserted }
      .map { "\(name)\($0.labels) \($0.value)\n" }
    text = lines.isEmpty ? "" : "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n\(lines.joined())"
  }

  /// A family of one sample.
  init(_ name: String, _ kind: Kind, _ help: String, _ sample: MetricSample?) {
    self.init(name, kind, help, [sample])
  }
}
