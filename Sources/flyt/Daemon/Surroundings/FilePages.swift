import Foundation
import Glibc

/// The pages of the program's files that the kernel has mapped, which a daemon needs for a moment every now and then.
///
/// The kernel maps code and constants by the neighbourhood: a start touches most of a program, a heartbeat a quarter. What is
/// let go is mapped again from the page cache when it is wanted, within microseconds.
struct FilePages {
  private var mappings: [Mapping] = []
  private var readAt: ContinuousClock.Instant?

  /// Lets go of all that nobody has changed since it was mapped.
  mutating func giveBack(at now: ContinuousClock.Instant) {
    // Libraries come and go seldom.
    if readAt.map({ now - $0 > .seconds(3600) }) ?? true { (mappings, readAt) = (Self.unchanged, now) }
    for mapping in mappings { mapping.letGo() }
  }

  /// The code and the constants of files that are as they are in the file.
  private static var unchanged: [Mapping] {
    let maps = (try? String(contentsOfFile: "/proc/self/smaps", encoding: .utf8)) ?? ""
    var (found, mapping): ([Mapping], Mapping?) = ([], nil)
    for line in maps.split(separator: "\n") {
      if !line.prefix(while: { $0 != " " }).hasSuffix(":") {
        // The head of the next one; what follows until then is said of it.
        mapping = Mapping(line)
      } else if line.hasPrefix("Anonymous:"), line.split(separator: " ").dropFirst().first == "0" {
        // Of the others the loader has changed some pages, and the file does not have that.
        if let mapping { found.append(mapping) }
      }
    }
    return found
  }

  /// A part of a file, readable and never to be written again.
  private struct Mapping {
    let start: UInt
    let length: Int

    /// Reads a line such as `7f1c2a000000-7f1c2a200000 r-xp 00000000 08:01 1234 /usr/bin/flyt`.
    init?(_ line: Substring) {
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      guard words.count >= 6, words[1] == "r-xp" || words[1] == "r--p", words[5].hasPrefix("/") else {
        return nil
      }
      let ends = words[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
      guard ends.count == 2, ends[0] < ends[1] else { return nil }
      (start, length) = (ends[0], Int(ends[1] - ends[0]))
    }

    func letGo() {
      guard let start = UnsafeMutableRawPointer(bitPattern: start) else { return }
      madvise(start, length, MADV_DONTNEED)
    }
  }
}
