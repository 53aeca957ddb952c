/// A candidate as a step of a row's or a column's paths.
struct Step {
  let from: Int32
  let to: Int32
  let weight: Int
  /// Which candidate it is.
  let candidate: Int32
}

/// Finds the steps that lie on no path whose weights add up to 0.
///
/// Steps come in an order in which each leads to a later point. Weights may be negative; counted from
/// the least sum that can still come (a potential), each step takes a part of the slack: what the least
/// path leaves to 0. The sets of slack that can be reached are small where plain sums would be large.
struct LineFilter {
  /// What is left after a look.
  enum Outcome {
    case impossible
    /// `isExact`: every step that is left lies on a fitting path.
    case filtered(isExact: Bool)
  }

  /// Sums farther from 0 than this are not told.
  private static let farthest = 1 << 14

  private var lowAhead: [Int] = []
  private var highAhead: [Int] = []
  private var lowBehind: [Int] = []
  private var highBehind: [Int] = []
  private var sets = SlackSets()
  private var ownWork = 0

  /// Words touched since the beginning.
  var work: Int { ownWork + sets.work }

  /// Removes steps and names their candidates; with no bits it looks at bounds alone.
  mutating func filter(
    _ steps: inout [Step], points: Int, bits: Int, dropping dropped: inout [Int32]
  ) -> Outcome {
    while true {
      bound(steps, points: points)
      guard lowAhead[0] <= 0, highAhead[0] >= 0 else { return .impossible }
      let before = steps.count
      steps.removeAll { step in
        let fits = isWithinBounds(step)
        if !fits { dropped.append(step.candidate) }
        return !fits
      }
      if steps.count == before { break }
    }
    let slack = -lowAhead[0]
    if slack == 0 || highAhead[0] == lowAhead[0] { return .filtered(isExact: true) }
    guard bits > 0 else { return .filtered(isExact: false) }
    let isExact = slack < bits
    guard reach(steps, points: points, slack: slack, words: (min(slack + 1, bits) + 63) / 64, isExact) else {
      return .impossible
    }
    var kept = 0
    for index in steps.indices {
      let step = steps[index]
      // The sets from the start on stand behind those towards the end.
      let (from, to) = (points + Int(step.from), points + Int(step.to))
      if sets.add(from, raisedBy: reduced(step), within: Int(step.to), to: to) {
        steps[kept] = step
        kept += 1
      } else {
        dropped.append(step.candidate)
      }
    }
    steps.removeLast(steps.count - kept)
    return .filtered(isExact: isExact)
  }

  /// The sums of paths that come next to 0 from below (0 included) and from above; none where it's out of reach.
  mutating func sumsNearZero(of steps: [Step], points: Int) -> [Int] {
    bound(steps, points: points)
    let (low, high) = (lowAhead[0], highAhead[0])
    guard low < .max else { return [] }
    if low > 0 { return [low] }
    if high <= 0 { return [high] }
    guard -low < Self.farthest else { return [] }
    let size = min(high - low, Self.farthest - low) + 1
    let (end, everything) = (points - 1, points)
    sets.reset(count: points + 1, words: (size + 63) / 64, isCyclic: false)
    for number in 0..<size { sets.insert(number, into: everything) }
    sets.insert(0, into: 0)
    for step in steps where lowBehind[Int(step.from)] < .max && lowAhead[Int(step.to)] < .max {
      _ = sets.add(Int(step.from), raisedBy: reduced(step), within: everything, to: Int(step.to))
    }
    let below = (0...(-low)).last { sets.contains($0, in: end) }
    let above = ((-low + 1)..<max(size, -low + 1)).first { sets.contains($0, in: end) }
    return [below, above].compactMap { $0.map { $0 + low } }
  }

  private func reduced(_ step: Step) -> Int {
    step.weight + lowAhead[Int(step.to)] - lowAhead[Int(step.from)]
  }

  private func isWithinBounds(_ step: Step) -> Bool {
    let (from, to) = (Int(step.from), Int(step.to))
    guard lowBehind[from] < .max, lowAhead[to] < .max else { return false }
    return lowBehind[from] + step.weight + lowAhead[to] <= 0
      && highBehind[from] + step.weight + highAhead[to] >= 0
  }

  /// The least and the greatest sums before and after each point.
  private mutating func bound(_ steps: [Step], points: Int) {
    ownWork += points * 2 + steps.count * 4
    // Points that no path passes have the least sum `.max`.
    lowAhead.reset(to: .max, count: points)
    highAhead.reset(to: .min, count: points)
    lowBehind.reset(to: .max, count: points)
    highBehind.reset(to: .min, count: points)
    (lowAhead[points - 1], highAhead[points - 1], lowBehind[0], highBehind[0]) = (0, 0, 0, 0)
    for step in steps.reversed() {
      let (from, to) = (Int(step.from), Int(step.to))
      guard lowAhead[to] < .max else { continue }
      lowAhead[from] = min(lowAhead[from], step.weight + lowAhead[to])
      highAhead[from] = max(highAhead[from], step.weight + highAhead[to])
    }
    for step in steps {
      let (from, to) = (Int(step.from), Int(step.to))
      guard lowBehind[from] < .max else { continue }
      lowBehind[to] = min(lowBehind[to], step.weight + lowBehind[from])
      highBehind[to] = max(highBehind[to], step.weight + highBehind[from])
    }
  }

  /// Fills the sets of slack from which the end can be reached; whether the start is among them.
  private mutating func reach(
    _ steps: [Step], points: Int, slack: Int, words: Int, _ isExact: Bool
  ) -> Bool {
    sets.reset(count: points * 2, words: words, isCyclic: !isExact)
    sets.insert(slack, into: points - 1)
    for step in steps.reversed() {
      sets.add(Int(step.to), loweredBy: reduced(step), to: Int(step.from))
    }
    sets.insert(0, into: points)
    return sets.contains(0, in: 0)
  }
}

extension [Int] {
  fileprivate mutating func reset(to value: Int, count: Int) {
    if self.count < count {
      self = Array(repeating: value, count: count)
    } else {
      for index in 0..<count { self[index] = value }
    }
  }
}
