/// Random numbers that a failing test can repeat: print the seed with the failure.
///
/// Source: Sebastiano Vigna's SplitMix64.
package struct SeededGenerator: RandomNumberGenerator, Sendable, CustomStringConvertible {
  /// What the generator began with.
  package let seed: UInt64
  private var state: UInt64

  /// A generator that gives the same numbers for the same seed.
  package init(seed: UInt64) { (self.seed, state) = (seed, seed) }

  /// The next 64 random bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// True in so many of a hundred cases.
  package mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

  /// For the comment of an expectation.
  package var description: String { "seed \(seed)" }
}
