import Foundation

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

/// Whether a process has taken a signal into its own hands, by one of the masks that the kernel tells.
func catches(_ signal: Int32, _ process: pid_t, as masks: Set<Substring>) throws -> Bool {
  let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
  return status.split(separator: "\n").contains { line in
    guard masks.contains(line.prefix(6)) else { return false }
    let mask = UInt64(line.dropFirst(7).trimmingCharacters(in: .whitespaces), radix: 16) ?? 0
    return mask & (1 << UInt64(signal - 1)) != 0
  }
}
