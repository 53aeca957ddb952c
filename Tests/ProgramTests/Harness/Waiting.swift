import Glibc

/// Something that a test waited for in vain.
struct NeverHappened: Error, CustomStringConvertible {
  let what: String
  var errors = ""

  var description: String {
    "\(what) never happened\(errors.isEmpty ? "" : "; on standard error:\n\(errors)")"
  }
}

/// Waits until a condition holds, and no longer than that.
///
/// - Errors: ``NeverHappened`` when the time is up; whatever the condition throws.
func waiting(for what: String, upTo limit: Duration = .seconds(30), until condition: () throws -> Bool) throws
{
  let deadline = ContinuousClock.now + limit
  while try !condition() {
    guard ContinuousClock.now < deadline else { throw NeverHappened(what: what) }
    // Waits on no descriptor: the shortest pause between two looks that leaves others the processor.
    poll(nil, 0, 4)
  }
}
