import Checks
import Extracts
import FlowTables
import Foundation
import Testing

@testable import ReleaseStore

/// A byte that a disk has turned over, in any page of a store.
@Suite struct DamagedPageTests {
  /// `FLYT_SEED` turns other bytes over.
  private static let seed = ProcessInfo.processInfo.environment["FLYT_SEED"].flatMap(UInt64.init) ?? 2011

  /// Three vintages of two years, all in one file.
  private func sound(in folder: String) throws -> [UInt8] {
    let store = try Sample.store(in: folder)
    try store.take(Sample.table(10), as: Sample.extract("A"))
    try store.take(Sample.table(20), as: Sample.extract("B"))
    try store.take(Sample.table(30, year: 2010), as: Sample.extract("C"))
    store.close()
    return Array(try Data(contentsOf: URL(filePath: "\(folder)/flyt.db")))
  }

  private struct Seen: Equatable {
    let vintages: [String]
    let cells: [[CellValue]]
  }

  private func seen(in folder: String) throws -> Seen {
    let reader = try Sample.reader(in: folder)
    let releases = try reader.releases()
    return Seen(
      vintages: releases.map { "\($0.dataset) \($0.year) r\($0.vintage) \($0.total) \($0.becameCurrent)" },
      cells: try releases.map { try reader.cells(of: $0).map(\.value) })
  }

  @Test func `is found, or changes nothing; and nothing is stored twice`() throws {
    let seed = Self.seed
    var random = SplitMix(state: seed)
    var (found, harmless, unreadable) = (0, 0, 0)
    try inTemporaryFolder { folder in
      let bytes = try sound(in: folder)
      let before = try seen(in: folder)
      let pages = bytes.count / 4096
      for page in 0..<pages {
        // Bytes that say something; a page that is mostly empty has few.
        let used = (page * 4096..<(page + 1) * 4096).filter { bytes[$0] != 0 }
        for _ in 0..<6 {
          guard let position = used.randomElement(using: &random) else { break }
          let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
          let copy = "\(folder)/\(position)-\(bit)"
          try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
          defer { try? FileManager.default.removeItem(atPath: copy) }
          var damaged = bytes
          damaged[position] ^= bit
          try Data(damaged).write(to: URL(filePath: "\(copy)/flyt.db"))
          let place = "byte \(position) ^ \(bit), seed \(seed)"
          guard let reader = try? Sample.reader(in: copy), let proof = try? reader.verification() else {
            unreadable += 1
            continue
          }
          if proof.problems.isEmpty {
            harmless += 1
            #expect(try seen(in: copy) == before, "\(place)")
          } else {
            found += 1
          }
          try expectNothingTwice(in: copy, place)
        }
      }
    }
    print("damaged pages: seed \(seed), \(found) found, \(harmless) harmless, \(unreadable) unreadable")
    #expect(found > 0 && harmless > 0)
  }

  /// The same figures come again: a sighting, or an error that says what is wrong, but no second release of them.
  private func expectNothingTwice(in folder: String, _ place: String) throws {
    guard let store = try? Sample.store(in: folder) else { return }
    for (table, extract) in [(try Sample.table(20), "B"), (try Sample.table(20), "the same elsewhere")] {
      guard let outcomes = try? store.take([.believed(table)], as: Sample.extract(extract)) else { continue }
      #expect(outcomes.map(\.outcome) == [.sighting], "\(place), \(extract)")
    }
  }
}
