import FlowTables
import ReleaseStore

/// Which years a question is about.
package enum YearSelection: Hashable, Sendable {
  case latest
  case all
  case span(ClosedRange<Int>)

  /// Reads `2004`, `2001-2004`, `latest` or `all`; `nil` for anything else.
  package init?(_ text: String) {
    switch text.lowercased() {
    case "latest": self = .latest
    case "all": self = .all
    default:
      let ends = text.split(separator: "-", omittingEmptySubsequences: false).map {
        Int($0).flatMap(ReferenceYear.init)
      }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last
      else { return nil }
      self = .span(first.value...last.value)
    }
  }

  /// The years of a store that are meant.
  var bounds: YearBounds {
    switch self {
    case .latest: .latest
    case .all: .all
    case .span(let span): .span(span)
    }
  }
}
