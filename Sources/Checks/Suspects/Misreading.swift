/// A known way in which a printed figure comes to be read as another.
enum Misreading: Hashable, Sendable {
  case digitsExchanged
  case digitChanged
  case digitLost
  case digitDoubled
  case digitAdded
  case groupLost
  case groupsExchanged
  /// A dash or another sign stands before the figure.
  case signAdded
  /// One character of the figure is no digit.
  case characterChanged
  /// A symbol stands where a number is printed.
  case symbolForNumber
  /// A number stands where a symbol, or 0, is printed.
  case numberForSymbol
  /// Nothing stands where a number is printed.
  case figureLost

  /// As messages name it.
  var wording: String {
    switch self {
    case .digitsExchanged: "two digits exchanged"
    case .digitChanged: "one digit changed"
    case .digitLost: "one digit lost"
    case .digitDoubled: "one digit doubled"
    case .digitAdded: "one digit added"
    case .groupLost: "a group of digits lost"
    case .groupsExchanged: "two groups of digits exchanged"
    case .signAdded: "a sign added"
    case .characterChanged: "one character misread"
    case .symbolForNumber: "a symbol read for a number"
    case .numberForSymbol: "a number read for a symbol"
    case .figureLost: "the figure lost"
    }
  }
}
