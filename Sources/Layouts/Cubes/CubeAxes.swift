import Documents
import FlowTables

/// Which dimension of a cube is what.
struct CubeAxes {
  /// A dimension of places, and what each of its steps says.
  struct Ends {
    let dimension: Int
    let steps: [LabelText]
  }

  /// A dimension that parts the figures by something that a table does not have, and the step to take of it.
  struct Other {
    let dimension: Int
    /// `nil` where none is the sum.
    let step: Int?
  }

  let from: Ends
  let to: Ends
  /// Whether the dimensions' names say which end is which.
  let areNamed: Bool
  let year: Int?
  let others: [Other]

  /// Gives `nil` where two dimensions of the dataset's places aren't there.
  init?(of cube: Cube, _ vocabulary: Vocabulary) {
    let reader = LabelReader(of: vocabulary)
    var places: [(ends: Ends, axis: Axis?)] = []
    var rest: [Int] = []
    for (index, dimension) in cube.dimensions.enumerated() {
      let axis = dimension.names.lazy.compactMap { reader.reading(of: $0.text).axis }.first
      let steps = dimension.categories.map { reader.reading(of: $0) }
      let known = steps.count(where: \.isLabel)
      if dimension.role != .time, dimension.role != .metric || vocabulary.hasMeasures,
        known * 2 >= max(steps.count, 4) || axis != nil
      {
        places.append((Ends(dimension: index, steps: steps), axis))
      } else {
        rest.append(index)
      }
    }
    guard places.count == 2, places.contains(where: { $0.ends.knows(halfOf: vocabulary.regions) }) else {
      return nil
    }
    let firstIsTo = places[0].axis == .to || places[0].axis == nil && places[1].axis == .from
    areNamed = places[0].axis != places[1].axis
    (from, to) = firstIsTo ? (places[1].ends, places[0].ends) : (places[0].ends, places[1].ends)
    let year = rest.first { Self.isYears(cube.dimensions[$0], reader) }
    self.year = year
    others = rest.filter { $0 != year }.map { index in
      Other(dimension: index, step: Self.sum(of: cube.dimensions[index], reader))
    }
  }

  private static func isYears(_ dimension: Cube.Dimension, _ reader: LabelReader) -> Bool {
    if dimension.role == .metric { return false }
    let isNamed = dimension.names.contains { reader.reading(of: $0.text).isYearWord }
    let years = dimension.categories.filter { reader.reading(of: $0).year != nil }
    return years.count == dimension.categories.count || (isNamed || dimension.role == .time) && !years.isEmpty
  }

  /// The only step, else the one for the sum, else the one that counts moves.
  private static func sum(of dimension: Cube.Dimension, _ reader: LabelReader) -> Int? {
    if dimension.categories.count == 1 { return 0 }
    let steps = dimension.categories.map { reader.reading(of: $0) }
    let sums = steps.indices.filter { steps[$0].subject == .total && steps[$0].isLabel }
    if sums.count == 1 { return sums[0] }
    let counts = steps.indices.filter { steps[$0].isValueWord && steps[$0].rest.isEmpty }
    return counts.count == 1 ? counts[0] : nil
  }
}

extension CubeAxes.Ends {
  fileprivate func knows(halfOf dataset: Dataset) -> Bool {
    let known = Set(
      steps.compactMap { step -> String? in
        guard case .place(let code, let named)? = step.subject, step.rest.isEmpty else { return nil }
        return code ?? named.first?.code
      })
    // A definition of many years knows more places than any one of them had.
    let years = [dataset.firstYear, dataset.lastYear].compactMap(\.self).map { dataset.places(in: $0).count }
    return known.count * 2 >= max(years.min() ?? 4, 4) || known.count * 2 >= max(dataset.places.count, 4)
  }
}

extension LabelReader {
  /// What a step says by its code and its first name that is a label; each counts where the other says nothing.
  func reading(of category: Cube.Category) -> LabelText {
    let labels = category.labels.map { reading(of: $0) }
    let label = labels.first(where: \.isWhole) ?? labels.first
    guard let code = category.code, !code.isEmpty else { return label ?? LabelText() }
    let coded = reading(of: code)
    guard coded.isWhole else { return label ?? coded }
    guard let label, label.isWhole else {
      // A code that is known counts although its name is not; the name then stands among the words nobody knows.
      return label.map { coded.joined(with: $0) } ?? coded
    }
    if label.subject == coded.subject { return label }
    if case .place(let inLabel?, _)? = label.subject, case .place(let own?, _)? = coded.subject,
      inLabel == own
    {
      return label
    }
    return coded.joined(with: label)
  }
}
