/// The name that somebody who typed `typed` most likely meant, if any is near.
///
/// Near is at most two edits (insert, delete, replace, exchange neighbours), and
/// fewer than half of the typed characters; case and spacing don't count.
package func nearestName(to typed: String, among names: some Sequence<String>) -> String? {
  let key = Array(LabelKey(typed).folded)
  guard !key.isEmpty else { return nil }
  let limit = min(2, key.count / 2)
  return
    names
    .map { (name: $0, distance: editDistance(key, Array(LabelKey($0).folded), limit: limit)) }
    .filter { $0.distance <= limit }
    .min { $0.distance < $1.distance }?.name
}

/// Damerau's distance (optimal string alignment); anything over `limit` may come back as `limit + 1`.
private func editDistance(_ one: [Character], _ other: [Character], limit: Int) -> Int {
  guard abs(one.count - other.count) <= limit else { return limit + 1 }
  var before: [Int] = []
  var previous = Array(0...other.count)
  for (row, character) in one.enumerated() {
    var current = [row + 1]
    for (column, candidate) in other.enumerated() {
      var best = min(previous[column + 1] + 1, current[column] + 1)
      best = min(best, previous[column] + (character == candidate ? 0 : 1))
      if row > 0, column > 0, character == other[column - 1], one[row - 1] == candidate {
        best = min(best, before[column - 1] + 1)
      }
      current.append(best)
    }
    (before, previous) = (previous, current)
  }
  return previous[other.count]
}
