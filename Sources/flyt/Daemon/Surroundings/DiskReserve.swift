import Acquisition
import Definitions
import Foundation
import Synchronization

/// The room that must stay free on the store's disk while nobody is there, so that what was begun can always be finished.
///
/// Whoever brings a file by hand sees for themselves how it goes, and may use the last of it.
final class DiskReserve: Sendable {
  /// Of a small disk that nobody has set a number for so much of it stays free, and no more.
  private static let partOfSmall = 20

  private struct Wish {
    /// - Unit: bytes.
    var least: Int
    /// Whether somebody stated it.
    var isStated: Bool

    init(_ setting: Setting<Int>) { (least, isStated) = (setting.value, setting.origin != .standard) }
  }

  private let folder: String
  private let wish: Mutex<Wish>

  /// Keeps so many bytes free on the disk of a file.
  init(beside file: String, least: Setting<Int>) {
    folder = URL(filePath: file).deletingLastPathComponent().path
    wish = Mutex(Wish(least))
  }

  /// From now on keeps another number of bytes free.
  func keep(_ least: Setting<Int>) { wish.withLock { $0 = Wish(least) } }

  /// How much less is free than should be, with what is free; `nil` while there is room enough.
  var shortage: (free: Int, least: Int)? {
    let wish = wish.withLock { $0 }
    // A disk that can't be asked says so by itself when it is written to.
    guard wish.least > 0, let space = try? FreeSpace(at: folder) else { return nil }
    let least = wish.isStated ? wish.least : min(wish.least, space.total / Self.partOfSmall)
    return space.free < least ? (space.free, least) : nil
  }

  /// Whether something may be taken.
  var hasRoom: Bool { shortage == nil }

  /// Why nothing is taken.
  static func words(_ shortage: (free: Int, least: Int), on path: String) -> String {
    "\(path): \(size(shortage.free)) are free on its disk, where \(size(shortage.least)) must stay "
      + "free (store.minFree); nothing more is taken until there is room. Nothing was lost."
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 10 << 20 ? "\(bytes >> 10) KiB" : "\(bytes >> 20) MiB"
  }

  /// The same for whoever wants something taken; `nil` while there is room enough.
  func failure(on path: String) -> Failure? {
    shortage.map {
      Failure(.inputOutput, code: "disk-nearly-full", Self.words($0, on: path), hint: "df -h")
    }
  }
}
