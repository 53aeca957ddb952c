import Foundation
import Glibc

/// The pages of the program's own file that the kernel has mapped, which a daemon needs for a moment every now and then.
///
/// The kernel maps code and constants by the neighbourhood: a start touches most of a program, a heartbeat a quarter. What is
/// let go is mapped again from the page cache when it is wanted, within microseconds. Libraries are left alone: one that is
/// unloaded leaves its place to others.
struct FilePages {
  private let mappings: [Mapping]

  /// Finds what the loader has left as it is in the file; that never changes while the program runs.
  init() {
    let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let maps = (try? String(contentsOfFile: "/proc/self/smaps", encoding: .utf8)) ?? ""
    var (found, mapping): ([Mapping], Mapping?) = ([], nil)
    for line in maps.split(separator: "\n") {
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      if words.first?.hasSuffix(":") != true {
        // The head of the next one; what follows until then is said of it.
        if let mapping { found.append(mapping) }
        mapping = Mapping(words, of: program)
      } else if words[0] == "Anonymous:" || words[0] == "Swap:", words.dropFirst().first != "0" {
        // The loader has changed some of its pages, and the file does not have that.
        mapping = nil
      }
    }
    mappings = found
  }

  /// Lets go of them.
  func giveBack() {
    for mapping in mappings { mapping.letGo() }
  }

  /// A part of a file, readable and never to be written again.
  private struct Mapping {
    let start: UInt
    let length: Int

    /// Reads a line such as `7f1c2a000000-7f1c2a200000 r-xp 00000000 08:01 1234 /usr/bin/flyt`.
    init?(_ words: [Substring], of program: String) {
      guard words.count == 6, words[1] == "r-xp" || words[1] == "r--p", words[5] == program else {
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
