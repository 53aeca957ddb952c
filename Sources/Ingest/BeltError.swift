package import ReleaseStore

/// Why an extract could not be carried to an outcome; never the extract's own fault, which is an outcome.
package struct BeltError: Error, Equatable, CustomStringConvertible {
  /// What to do with the extract.
  package enum Fate: Equatable, Sendable {
    /// It passes by itself: come again later.
    case retry
    /// Somebody must act; more extracts would fare alike.
    case stop
  }

  /// What the store could not do.
  package let cause: StoreError
  /// The extract's name.
  package let extract: String

  /// An error of the store, met with an extract in hand.
  package init(_ cause: StoreError, carrying extract: String) {
    (self.cause, self.extract) = (cause, extract)
  }

  /// Whether it is worth coming again.
  package var fate: Fate {
    switch cause.reason {
    case .busy, .diskFull, .inputOutput: .retry
    case .missing, .missingFolder, .notAStore, .newerSchema, .olderSchema, .damaged, .notPermitted, .fault:
      .stop
    }
  }

  /// Which extract, then what the store says.
  package var description: String { "\(extract): not stored. \(cause)" }
}
