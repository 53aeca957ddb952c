import Foundation
import Glibc

/// Gives back the memory that only the start needed.
///
/// The kernel maps a program's code by the neighbourhood, and a start touches most of it; what a daemon needs afterwards is
/// a fraction. Code that is wanted again is mapped again from the file.
enum StartupPages {
  /// Lets go of all code of files.
  static func giveBack() {
    let maps = (try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)) ?? ""
    for line in maps.split(separator: "\n") {
      // Such as `7f1c2a000000-7f1c2a200000 r-xp 00000000 08:01 1234 /usr/bin/flyt`; code alone, since other pages may
      // have been changed by the loader and differ from the file.
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      guard words.count >= 6, words[1] == "r-xp", words[5].hasPrefix("/") else { continue }
      let ends = words[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
      guard ends.count == 2, ends[0] < ends[1], let start = UnsafeMutableRawPointer(bitPattern: ends[0])
      else { continue }
      madvise(start, Int(ends[1] - ends[0]), MADV_DONTNEED)
    }
  }
}
