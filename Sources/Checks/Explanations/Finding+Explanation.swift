extension Finding {
  /// What whoever must act on a kind of finding wants to know of it.
  package struct Explanation: Hashable, Sendable {
    /// What becomes of a table with such a finding.
    package enum Fate: String, Hashable, Sendable {
      case refused
      case held
      case warned
      /// Refused or warned, by the finding's severity.
      case bySeverity
    }

    /// One line for a list.
    package let summary: String
    /// What it says of the table.
    package let meaning: String
    /// What usually stands behind it, the likeliest first.
    package let cause: String
    /// What becomes of the table.
    package let fate: Fate
    /// What to do, and when nothing need be done.
    package let remedy: String
    /// Command lines that help, the likeliest first; words in capitals stand for one's own.
    package let commands: [String]
  }
}

extension Finding.Code {
  /// The kind of finding in words.
  package var explanation: Finding.Explanation {
    switch self {
    case .unrecognised: .unrecognised
    case .severalDatasets: .severalDatasets
    case .ambiguousReading: .ambiguousReading
    case .notText: .notText
    case .truncated: .truncated
    case .tooLarge: .tooLarge
    case .malformed: .malformed
    case .unsupported: .unsupported
    case .toolFailed: .toolFailed
    case .crashed: .crashed
    case .noYear: .noYear
    case .yearConflict: .yearConflict
    case .yearImplausible: .yearImplausible
    case .unknownPlace: .unknownPlace
    case .labelConflict: .labelConflict
    case .missingCell: .missingCell
    case .duplicateCell: .duplicateCell
    case .unplacedFigures: .unplacedFigures
    case .notACount: .notACount
    case .figureInEmptyPair: .figureInEmptyPair
    case .rowSum: .rowSum
    case .columnSum: .columnSum
    case .grandTotal: .grandTotal
    case .suspectCell: .suspectCell
    case .suspectTotal: .suspectTotal
    case .ambiguousGrouping: .ambiguousGrouping
    case .halfTable: .halfTable
    case .weakerThanStored: .weakerThanStored
    case .returnsTo: .returnsTo
    case .placesChanged: .placesChanged
    case .cellsEmptied: .cellsEmptied
    case .cellsFilled: .cellsFilled
    case .unusualChange: .unusualChange
    case .sameAsOtherYear: .sameAsOtherYear
    case .looksTransposed: .looksTransposed
    case .looksExchanged: .looksExchanged
    case .companionDiffers: .companionDiffers
    case .companionFills: .companionFills
    }
  }
}

extension Finding.Explanation.Fate {
  /// As a sentence.
  package var description: String {
    switch self {
    case .refused:
      "The table is refused: nothing of it is stored, and its bytes wait in quarantine with every finding."
    case .held:
      "The table is held: it is believable, but not stored, and waits in quarantine. Where it has other errors as well "
        + "it is refused."
    case .warned: "A warning: by itself it refuses nothing, and a table without errors is stored with it."
    case .bySeverity:
      "An error refuses the table, whose bytes then wait in quarantine; a warning refuses nothing. The finding says "
        + "which it is."
    }
  }
}
