import Extracts
import Foundation
import Glibc
import Testing

@testable import Acquisition

/// A watch folder in a temporary place of its own, removed with the fixture.
final class InboxFixture {
  let root: String
  let folder: WatchFolder
  var watch: FolderWatch
  private let start = ContinuousClock.now
  /// The second of the next look that ``settled()`` takes.
  private var later = 10_000.0

  init(
    settle: Duration = .seconds(3), maxBytes: Int = 1000, inbox: String? = nil, accepted: String? = nil,
    refused: String? = nil, marker: String? = nil
  ) throws {
    root = try Self.makeFolder(in: FileManager.default.temporaryDirectory.path)
    folder = WatchFolder(
      name: "inbox", path: inbox ?? "\(root)/inbox", accepted: accepted ?? "\(root)/accepted",
      refused: refused ?? "\(root)/refused", settle: settle, maxBytes: maxBytes, marker: marker)
    watch = FolderWatch(folder)
    if let marker {
      // The marker must be there before anything else is made.
      mkdir(folder.path, 0o750)
      try drop(marker)
    }
    try folder.prepare()
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  /// Creates a folder that nobody else has.
  static func makeFolder(in parent: String) throws -> String {
    let path = "\(parent)/flyt-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    return path
  }

  /// Drops a file by its raw name, or replaces its content in place.
  func drop(_ name: [UInt8], _ text: String = "1 2 3\n", modified: Int? = nil) throws {
    let path = Array("\(folder.path)/".utf8) + name
    let terminated = path.map { CChar(bitPattern: $0) } + [0]
    let file = open(terminated, O_WRONLY | O_CREAT | O_TRUNC, 0o640)
    try #require(file >= 0)
    defer { close(file) }
    #expect(write(file, text, text.utf8.count) == text.utf8.count)
    guard let modified else { return }
    let times = [timespec(tv_sec: modified, tv_nsec: 0), timespec(tv_sec: modified, tv_nsec: 0)]
    #expect(futimens(file, times) == 0)
  }

  func drop(_ name: String, _ text: String = "1 2 3\n", modified: Int? = nil) throws {
    try drop(Array(name.utf8), text, modified: modified)
  }

  /// Looks at the inbox some seconds after the fixture was made.
  func look(at seconds: Double) throws -> FolderLook {
    try watch.look(at: start.advanced(by: .seconds(seconds)))
  }

  /// The seconds from the fixture's making to an instant.
  func seconds(to instant: ContinuousClock.Instant?) -> Double? {
    instant.map { start.duration(to: $0) / .seconds(1) }
  }

  /// Lets everything in the inbox settle and gives it.
  func settled() throws -> [FolderArrival] {
    defer { later += 2000 }
    _ = try look(at: later)
    return try look(at: later + 1000).settled
  }

  /// The only settled file of the inbox.
  func arrival() throws -> FolderArrival {
    let settled = try settled()
    return try #require(settled.count == 1 ? settled.first : nil)
  }

  func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
}

/// A wall clock that stands still.
let noon: @Sendable () -> Date = { Date(timeIntervalSince1970: 1_800_000_000) }
