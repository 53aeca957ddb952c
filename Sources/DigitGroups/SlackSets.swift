/// Sets of numbers from 0 to a limit, one bit each, many of the same size side by side.
///
/// Numbers beyond the limit are dropped, or counted on from 0 where the sets are cyclic: then a set says
/// what its numbers leave over when divided by its size, which is weaker and never wrong.
struct SlackSets {
  private var words = 0
  private var isCyclic = false
  private var bits: [UInt64] = []
  /// Words touched, for the limit of work.
  private(set) var work = 0

  /// Empties the sets and gives them a size in words of 64 numbers.
  mutating func reset(count: Int, words: Int, isCyclic: Bool) {
    (self.words, self.isCyclic) = (words, isCyclic)
    let size = count * words
    if bits.count < size {
      bits = Array(repeating: 0, count: size)
    } else {
      for word in 0..<size { bits[word] = 0 }
    }
    work += size
  }

  mutating func insert(_ number: Int, into set: Int) {
    let bit = isCyclic ? number % (words * 64) : number
    bits[set * words + bit / 64] |= 1 << UInt64(bit % 64)
  }

  func contains(_ number: Int, in set: Int) -> Bool {
    let bit = isCyclic ? number % (words * 64) : number
    return bits[set * words + bit / 64] & (1 << UInt64(bit % 64)) != 0
  }

  /// Adds to a set what another holds, each number lowered.
  mutating func add(_ other: Int, loweredBy amount: Int, to set: Int) {
    let (words, shift) = (words, UInt64(amount % 64))
    let skipped = isCyclic ? amount / 64 % words : amount / 64
    guard skipped < words else { return }
    let kept = words - skipped
    let isCyclic = isCyclic
    work += words
    // Sets lie side by side within `bits`, and no index leaves its set.
    bits.withUnsafeMutableBufferPointer { bits in
      guard let base = bits.baseAddress else { return }
      let (source, target) = (base + other * words, base + set * words)
      for word in 0..<(kept - 1) {
        target[word] |= lowered(source[word + skipped], under: source[word + skipped + 1], by: shift)
      }
      let first = isCyclic ? source[0] : 0
      target[kept - 1] |= lowered(source[words - 1], under: first, by: shift)
      guard isCyclic else { return }
      for word in 0..<skipped {
        target[kept + word] |= lowered(source[word], under: source[word + 1], by: shift)
      }
    }
  }

  /// Adds to a set what another holds, each number raised, as far as a third holds it too; whether that was any.
  mutating func add(_ other: Int, raisedBy amount: Int, within mask: Int, to set: Int) -> Bool {
    let (words, shift) = (words, UInt64(amount % 64))
    let skipped = isCyclic ? amount / 64 % words : amount / 64
    guard skipped < words else { return false }
    let kept = words - skipped
    let isCyclic = isCyclic
    work += words
    return bits.withUnsafeMutableBufferPointer { bits in
      guard let base = bits.baseAddress else { return false }
      let (source, limit, target) = (base + other * words, base + mask * words, base + set * words)
      let last = isCyclic ? source[words - 1] : 0
      let lowest = raised(source[0], over: last, by: shift)
      var found = lowest & limit[skipped]
      target[skipped] |= found
      for word in 1..<max(kept, 1) {
        let bits = raised(source[word], over: source[word - 1], by: shift) & limit[word + skipped]
        found |= bits
        target[word + skipped] |= bits
      }
      guard isCyclic else { return found != 0 }
      for word in 0..<skipped {
        let bits = raised(source[kept + word], over: source[kept + word - 1], by: shift) & limit[word]
        found |= bits
        target[word] |= bits
      }
      return found != 0
    }
  }
}

/// A word of numbers lowered by less than 64; the lowest numbers of the next word come in at its top.
@inline(__always)
private func lowered(_ word: UInt64, under next: UInt64, by shift: UInt64) -> UInt64 {
  (word &>> shift) | ((next &<< 1) &<< (63 &- shift))
}

/// A word of numbers raised by less than 64; the highest numbers of the word before come in at its bottom.
@inline(__always)
private func raised(_ word: UInt64, over before: UInt64, by shift: UInt64) -> UInt64 {
  (word &<< shift) | ((before &>> 1) &>> (63 &- shift))
}
