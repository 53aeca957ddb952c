import ControlSocket
import Definitions
import Ingest
import ReleaseStore

/// What somebody wants done about an item of the quarantine.
struct ItemDecision: Sendable {
  /// The item's number.
  let item: Int64
  let verb: ControlRequest.Verb
  /// Why; nothing for a retry.
  let because: String?
  /// Who wants it.
  let by: String

  /// Does it.
  ///
  /// - Errors: no such item, or why it stays where it is.
  func carryOut(on belt: Belt, reading reader: ReleaseReader) throws -> QuarantineAnswer {
    let item = try reader.namedItem(self.item)
    switch verb {
    case .retry: return .judged(try belt.retry(item))
    case .accept: return .judged(try belt.accept(item, try decision()))
    case .drop:
      try belt.drop(item, try decision())
      return .dropped(try reader.namedItem(self.item))
    }
  }

  private func decision() throws(Failure) -> Decision {
    guard let because, because.contains(where: { !$0.isWhitespace }) else {
      throw Failure(usage: "--because must say why.")
    }
    return Decision(because: because, by: by)
  }
}

/// What came of it.
enum QuarantineAnswer: Sendable {
  case judged([Outcome])
  case dropped(QuarantineItem)
}

extension ReleaseReader {
  /// An item by its number.
  ///
  /// - Errors: there is none; those that wait are named.
  func namedItem(_ id: Int64) throws -> QuarantineItem {
    if let item = try quarantineItem(id) { return item }
    let waiting = try quarantine().map { String($0.id) }
    throw Failure(
      .missing, code: "no-such-item",
      "\(id): no such item. "
        + (waiting.isEmpty ? "Nothing waits in quarantine." : "Waiting: \(waiting.joined(separator: ", "))."),
      hint: "flyt quarantine --all")
  }
}
