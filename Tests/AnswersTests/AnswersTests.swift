import Answers
import Extracts
import FlowTables
import FlytTesting
import Foundation
import Ingest
import ReleaseStore
import Testing

/// Questions to a store that holds the real 2011 and a made-up 2001.
@Suite final class AnswersTests {
  private let folder: TemporaryFolder
  private let answers: Answers

  init() throws {
    folder = try TemporaryFolder()
    let now = Date(timeIntervalSince1970: 1_795_330_800)
    let store = try ReleaseStore(opening: folder.path("flyt.db"), holder: "test", now: { now })
    let belt = Belt(store: store, judge: Judge(try Fixtures.shippedDatasets()))
    let dataset = try Fixtures.shippedDataset("ssb-county-flows")
    let year = try #require(ReferenceYear(2001))
    let pages = [
      try Fixtures.bytes("ssb/county-flows-2011-en.txt"),
      PageText(.plain).render(SyntheticTable(dataset: dataset, year: year, seed: 7)),
    ]
    for (index, page) in pages.enumerated() {
      _ = try belt.carry(Extract(name: "page-\(index).txt", bytes: page, retrievedAt: now), from: .named)
    }
    store.close()
    answers = try Answers(store: folder.path("flyt.db"))
  }

  @Test func `the latest year answers where none is named`() throws {
    let figures = try answers.flows(.latest, Question(origins: ["Oslo"], destinations: ["02", "Akershus"]))
    #expect(figures.map(\.cell.value) == [.persons(13_813)])
    #expect(figures.map(\.release.year.value) == [2011])
  }

  @Test func `several years come in their order`() throws {
    let figures = try answers.flows(.all, Question(origins: ["Oslo"], destinations: ["Akershus"]))
    #expect(figures.map(\.release.year.value) == [2001, 2011])
  }

  @Test func `a matrix has the order of the definition, Abroad last`() throws {
    let matrix = try answers.matrix(.latest)
    #expect(matrix.cells.count == 400 && matrix.isWhole && matrix.sum == 338_325)
    #expect(matrix.places.last == .abroad)
    #expect(
      matrix.cells.map(\.flow)
        == matrix.places.flatMap { from in matrix.places.map { Flow(from: from, to: $0) } })
    #expect(matrix.cells.last?.value == .absent(.notApplicable))
  }

  @Test func `a part of a matrix is only that part`() throws {
    let part = try answers.matrix(.latest, Question(origins: ["Utlandet", "Oslo"], destinations: ["Romsa"]))
    #expect(part.origins.map(\.code) == ["03", "abroad"])
    #expect(part.cells.map(\.flow.description) == ["03->19", "abroad->19"])
    #expect(!part.isWhole)
  }

  @Test(arguments: [
    (
      Question(dataset: "ssb-county-flow"),
      "'ssb-county-flow': no such dataset. Stored: ssb-county-flows. "
        + "Did you mean 'ssb-county-flows'?"
    ),
    (Question(vintage: 3), "r3: ssb-county-flows 2011 has only r1."),
    (Question(origins: ["Østfeld"]), "'Østfeld': no such place in 2011. Did you mean 'Østfold'?"),
    (
      Question(origins: ["Atlantis"]),
      "'Atlantis': no such place in 2011. Places go by code or name; "
        + "'flyt datasets' lists them."
    ),
  ])
  func `what has no answer is told with what has`(question: Question, sentence: String) {
    let error = #expect(throws: AnswerError.self) { try answers.matrix(.latest, question) }
    #expect(error?.description == sentence)
  }

  @Test func `a year that is not there is told with those that are, and the nearest`() {
    let error = #expect(throws: AnswerError.self) { try answers.matrix(.span(2010...2010)) }
    #expect(error?.description == "2010: no release. Stored: 2001, 2011. Did you mean 2011?")
  }

  @Test func `an empty store says how to fill it`() throws {
    let path = folder.path("empty.db")
    try ReleaseStore(opening: path, holder: "test", now: { Date(timeIntervalSince1970: 0) }).close()
    let error = #expect(throws: AnswerError.self) { try Answers(store: path).matrix(.latest) }
    #expect(error?.description == "\(path): nothing is stored yet. Ingest a table first: flyt ingest FILE")
  }
}
