/// What a cell says: a number of persons, or why there is none.
///
/// Suppressed is not zero, so there is deliberately no shortcut that makes a
/// number of every value.
package enum CellValue: Hashable, Sendable {
  case persons(Int)
  case absent(Absence)

  /// The number, where there is one.
  package var number: Int? {
    if case .persons(let number) = self { number } else { nil }
  }
}

/// Why a cell has no number.
package enum Absence: String, Hashable, Sendable, Codable, CaseIterable {
  /// The pair cannot have a figure.
  case notApplicable
  /// The figure does not exist, or is too uncertain to print.
  case notAvailable
  /// The figure exists and is confidential.
  case suppressed
}

/// What a printed mark says of the number beside it.
package enum Remark: String, Hashable, Sendable, Codable, CaseIterable {
  /// A later edition may change the figure.
  case preliminary
  /// The figure differs from an earlier edition's.
  case revised
  /// The figure was not counted.
  case estimated
}

/// What a printed symbol means in one dataset.
package enum SymbolMeaning: Hashable, Sendable {
  /// The publisher's *nil*: the number 0, kept with its mark.
  case zero
  case absent(Absence)
  /// Stands beside a number and leaves it as it is.
  case remark(Remark)

  /// The value of a cell that holds this symbol alone; `nil` for a mark that needs a number.
  package var value: CellValue? {
    switch self {
    case .zero: .persons(0)
    case .absent(let reason): .absent(reason)
    case .remark: nil
    }
  }

  /// Every word that a definition may use.
  package static let words =
    ["nil"] + Absence.allCases.map(\.rawValue) + Remark.allCases.map(\.rawValue)
}

/// Stored and read as the word of a dataset definition: `nil`, or the name of an ``Absence`` or a ``Remark``.
extension SymbolMeaning: RawRepresentable, Codable {
  /// Reads the word; `nil` for any other.
  package init?(rawValue: String) {
    if rawValue == "nil" {
      self = .zero
    } else if let reason = Absence(rawValue: rawValue) {
      self = .absent(reason)
    } else if let remark = Remark(rawValue: rawValue) {
      self = .remark(remark)
    } else {
      return nil
    }
  }

  /// The word.
  package var rawValue: String {
    switch self {
    case .zero: "nil"
    case .absent(let reason): reason.rawValue
    case .remark(let remark): remark.rawValue
    }
  }
}
