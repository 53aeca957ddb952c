import Acquisition
import Foundation
import Synchronization

/// The room that must stay free on the store's disk, so that what was begun can always be finished.
final class DiskReserve: Sendable {
  private let folder: String
  /// - Unit: bytes.
  private let least: Atomic<Int>

  /// Keeps so many bytes free on the disk of a file.
  init(beside file: String, least: Int) {
    folder = URL(filePath: file).deletingLastPathComponent().path
    self.least = Atomic(least)
  }

  /// From now on keeps another number of bytes free.
  func keep(_ bytes: Int) { least.store(bytes, ordering: .relaxed) }

  /// How much less is free than should be, with what is free; `nil` while there is room enough.
  var shortage: (free: Int, least: Int)? {
    let least = least.load(ordering: .relaxed)
    // A disk that can't be asked says so by itself when it is written to.
    guard least > 0, let space = try? FreeSpace(at: folder), space.free < least else { return nil }
    return (space.free, least)
  }

  /// Whether something may be taken.
  var hasRoom: Bool { shortage == nil }

  /// Why nothing is taken.
  static func words(_ shortage: (free: Int, least: Int), on path: String) -> String {
    "\(path): \(shortage.free / 1_048_576) MiB are free on its disk, where \(shortage.least / 1_048_576) MiB must stay "
      + "free (store.minFree); nothing more is taken until there is room. Nothing was lost."
  }

  /// The same for whoever wants something taken; `nil` while there is room enough.
  func failure(on path: String) -> Failure? {
    shortage.map {
      Failure(.inputOutput, code: "disk-nearly-full", Self.words($0, on: path), hint: "df -h")
    }
  }
}
