import FlowTables

/// Reads the pairs that cannot have a figure.
struct EmptyPairs {
  let root: TableReader
  let known: Set<Place>

  /// The pairs of known places; others are noted.
  func flows() -> Set<Flow> {
    let pairs = root.tables("empty").compactMap { reader -> Flow? in
      // Both are read before either is judged, so that both are reported.
      let (origin, destination) = (place("from", reader), place("to", reader))
      guard let origin, let destination else { return nil }
      return Flow(from: origin, to: destination)
    }
    return Set(pairs)
  }

  private func place(_ key: String, _ reader: TableReader) -> Place? {
    guard let code = reader.required(key, .text) else { return nil }
    let place = Place(code: code)
    if known.contains(place) { return place }
    let guess = nearestName(to: code, among: known.map(\.code).sorted())
    reader.note(
      key, "'\(code)' is the code of no place here",
      place.isAbroad
        ? "Add [abroad], or take the pair out."
        : guess.map { "Did you mean '\($0)'?" } ?? "Write the code of a [[place]], or \"abroad\".")
    return nil
  }
}
