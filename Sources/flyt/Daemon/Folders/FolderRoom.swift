import Acquisition
import Extracts
import Foundation
import Ingest
import ReleaseStore

/// One watch folder: looks at it, takes what has settled and files what is decided.
actor FolderRoom {
  private let thread: BlockingThread
  private var watch: FolderWatch
  private let store: StoreRoom
  private let now: @Sendable () -> Date
  private var isPrepared = false
  /// Attempts that were told of and whose file can't be moved yet, so that they are not told again at each look.
  private var unfiled: Set<Int64> = []

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(_ folder: WatchFolder, store: StoreRoom, now: @escaping @Sendable () -> Date) {
    thread = BlockingThread("folder \(folder.name)")
    watch = FolderWatch(folder)
    (self.store, self.now) = (store, now)
  }

  /// Goes on with other settings of the same folder.
  func use(_ folder: WatchFolder) {
    guard folder != watch.folder else { return }
    if (folder.accepted, folder.refused) != (watch.folder.accepted, watch.folder.refused) {
      isPrepared = false
    }
    watch.use(folder)
  }

  /// Looks once and carries every settled file to its outcome; between two files it listens to `mayGoOn`.
  ///
  /// - Errors: what must stop the daemon; everything else is in the round.
  func round(
    at moment: ContinuousClock.Instant, mayGoOn: @Sendable () -> Bool
  ) async throws(BeltError) -> FolderRound {
    let look: FolderLook
    do {
      try prepareOnce()
      look = try watch.look(at: moment)
    } catch {
      return FolderRound(failedLook: error, watch.folder.fault(of: error))
    }
    var round = FolderRound(look)
    do {
      if !look.settled.isEmpty { try watch.folder.checkTargets() }
    } catch {
      // Stored now, the files would have to stay in the inbox; they wait there as well.
      round.fail(error, watch.folder.fault(of: error))
      return round
    }
    for arrival in look.settled {
      guard mayGoOn() else { break }
      // What is taken moves the folder, also where its file system does not say so.
      watch.stir()
      let extract: Extract
      do {
        extract = try watch.folder.take(arrival, now: now)
      } catch {
        round.note(error)
        continue
      }
      let carried: Belt.Carried
      do {
        carried = try await store.carry(
          extract, from: Origin(source: watch.folder.name, fileIdentity: arrival.identity))
      } catch {
        guard error.fate == .retry else { throw error }
        // What holds up one extract holds up the others; the next look takes them all again.
        round.look.failures.append(Failure(error))
        round.look.health = .failed
        return round
      }
      let untold = carried.attempts.filter { unfiled.insert($0.id).inserted }
      if !untold.isEmpty {
        round.look.decided.append(carried.outcomes)
      }
      do {
        try await file(arrival, extract.fingerprint, by: carried)
      } catch let error as AcquisitionError {
        round.note(error)
      } catch let error as BeltError {
        guard error.fate == .retry else { throw error }
        round.look.failures.append(Failure(error))
      } catch {
        round.look.failures.append(Failure(error))
      }
    }
    return round
  }

  /// Creates the folders at the start; one that goes missing later is missed and not made up.
  private func prepareOnce() throws(AcquisitionError) {
    guard !isPrepared else { return }
    try watch.folder.prepare()
    isPrepared = true
  }

  /// Moves a decided file away, its cards beside it when anything in it was refused or held.
  private func file(_ arrival: FolderArrival, _ fingerprint: Fingerprint, by carried: Belt.Carried)
    async throws
  {
    let isRefused = !carried.outcomes.areSettled
    let refusedFolder = watch.folder.refused
    let place: FilingPlace =
      isRefused
      ? .refused { name in
        let card = RefusalCard(carried.outcomes, of: "\(refusedFolder)/\(name)")
        return Card(text: card.text, json: card.json())
      } : .accepted
    switch try watch.folder.file(arrival, fingerprint: fingerprint, to: place) {
    case .filed, .gone:
      try await store.finish(carried)
      unfiled.subtract(carried.attempts.map(\.id))
    // Another file has the name now; it is looked at next time.
    case .replaced: break
    }
  }
}
