import Acquisition
import Definitions
import Foundation
import StatusFile

/// A moment by both clocks: the one that people read, and the one that nobody can put.
struct Moment {
  let date: Date
  let instant: ContinuousClock.Instant

  init(_ clock: Timekeeper) { (date, instant) = (clock.date, clock.now) }
}

/// What is known of the sources, each as the status shows it.
struct SourceBoard {
  /// A source without a good look for so long is blind, unless its settings say otherwise.
  private static let blindAfter = Duration.seconds(86_400)

  /// In the order of the settings.
  private(set) var states: [Status.Source] = []
  private var blindAfter: [String: Duration] = [:]
  /// Since when nothing good was heard of a source that is watched.
  private var fineAt: [String: Moment] = [:]
  /// What is switched off in the settings.
  private var off: Set<String> = []
  /// What somebody has paused, and since when.
  private var paused: [String: Date] = [:]

  var names: Set<String> { Set(states.map(\.name)) }

  /// Those that the settings switch on.
  var watched: Set<String> { names.subtracting(off) }

  /// Whether somebody has paused all that would be looked at.
  var areAllPaused: Bool {
    !watched.isEmpty && watched.isSubset(of: paused.keys)
  }

  /// The state of a source.
  func state(of name: String) -> Status.Source.State { states.first { $0.name == name }?.state ?? .paused }

  /// Takes over new settings; a source that goes on keeps what is known of it.
  mutating func use(_ configuration: DaemonConfiguration, at now: Moment) {
    let known = Dictionary(states.map { ($0.name, $0) }) { $1 }
    off = Set(configuration.settings.sources.filter { !$0.enabled }.map(\.name))
    states = configuration.settings.sources.map { source in
      let isWatched = source.enabled && paused[source.name] == nil
      var state =
        known[source.name].flatMap { $0.kind == source.kind.name ? $0 : nil }
        ?? Status.Source(name: source.name, kind: source.kind.name, state: .ok)
      if !isWatched {
        (state.state, state.nextLookAt) = (.paused, nil)
      } else if state.state == .paused {
        state.state = .ok
      }
      return state
    }
    for source in configuration.settings.sources {
      fineAt[source.name] = source.enabled ? fineAt[source.name] ?? now : nil
    }
    paused = paused.filter { watched.contains($0.key) }
    blindAfter = [:]
    for (name, folder) in configuration.folders { blindAfter[name] = max(Self.blindAfter, folder.every * 2) }
    for (name, web) in configuration.webSources {
      // One that is looked at once a week is not blind between two looks.
      blindAfter[name] = max(web.blindAfter, web.every * 2)
    }
  }

  /// Takes over which sources somebody has paused.
  mutating func pause(_ names: Set<String>, at now: Moment) {
    let earlier = paused
    paused = Dictionary(uniqueKeysWithValues: names.map { ($0, earlier[$0] ?? now.date) })
    for index in states.indices where !off.contains(states[index].name) {
      let name = states[index].name
      if names.contains(name) {
        states[index].state = .paused
        states[index].nextLookAt = nil
      } else if earlier[name] != nil {
        states[index].state = .ok
        // Nobody looked meanwhile, which is no fault of the source.
        fineAt[name] = now
      }
    }
  }

  /// Takes in what a look came to; `false` where nobody knows the source any more.
  mutating func note(_ look: SourceLook, at name: String, nextLookAt: Date?, now: Moment) -> Bool {
    guard let index = states.firstIndex(where: { $0.name == name }) else { return false }
    var source = states[index]
    source.lastLookAt = now.date
    if look.health == .good { source.lastGoodLookAt = now.date }
    if look.isGood { fineAt[name] = now }
    if !look.decided.isEmpty { source.lastNewAt = now.date }
    let isFine = look.isGood && look.failures.isEmpty
    source.consecutiveFailures = isFine ? 0 : source.consecutiveFailures + 1
    source.error = look.failures.first?.message
    // A look that was under way when somebody paused its source.
    if paused[name] == nil {
      source.nextLookAt = nextLookAt
      source.state = isFine ? .ok : look.health == .lost ? .lost : .failing
    }
    states[index] = source
    return true
  }

  /// Says when a source is looked at next.
  mutating func expect(_ nextLookAt: Date, at name: String) {
    guard paused[name] == nil, let index = states.firstIndex(where: { $0.name == name }) else { return }
    states[index].nextLookAt = nextLookAt
  }

  /// What is to be said of each source without a good look for too long: nothing can be known of what it has.
  mutating func blindness(at now: ContinuousClock.Instant) -> [(name: String, details: ProblemList.Details?)]
  {
    states.indices.map { index in
      let source = states[index]
      guard source.state != .paused, let since = fineAt[source.name],
        now - since.instant > blindAfter[source.name, default: Self.blindAfter]
      else {
        if source.state == .blind { states[index].state = .ok }
        return (source.name, nil)
      }
      if source.state != .lost { states[index].state = .blind }
      let days = (now - since.instant).components.seconds / 86_400
      let text =
        "source \(source.name): no good look since \(since.date.formatted(.iso8601)), \(days) days; whatever it has is "
        + "not known here."
      return (source.name, (.critical, text, "flyt looks \(source.name)"))
    }
  }

  /// What is to be said of each source that somebody may have paused.
  var pauses: [(name: String, details: ProblemList.Details?)] {
    states.map { source in
      (
        source.name,
        paused[source.name].map { since in
          (
            .warning,
            "source \(source.name) is paused since \(since.formatted(.iso8601)); nothing is looked for there.",
            "flyt resume \(source.name)"
          )
        }
      )
    }
  }
}

extension ProblemCode {
  /// What a look may end with: one of them at most.
  static let ofLooks: [Self] = [.sourceFailing, .sourceLost, .folderUnreadable, .targetUnwritable]
  /// What is only known of a source that is looked at.
  static let ofWatching: Set<Self> = Set(ofLooks + [.sourceBlind, .leftAlone])
  /// What a source has and others don't.
  static let ofSources: Set<Self> = [
    .sourceFailing, .sourceLost, .folderUnreadable, .targetUnwritable, .sourceBlind, .leftAlone, .paused,
  ]
}

extension SourceLook {
  /// What went wrong, by the name that monitors know; `nil` where nothing did.
  var code: ProblemCode? {
    guard !failures.isEmpty else { return nil }
    return switch trouble {
    case .inboxGone: .sourceLost
    case .inboxUnreadable: .folderUnreadable
    case .targetUnusable: .targetUnwritable
    case .other, nil: health == .lost ? .sourceLost : .sourceFailing
    }
  }

  /// What is said of that.
  func details(of source: String) -> ProblemList.Details? {
    failures.first.map { failure in
      (.critical, "source \(source): \(failure.message)", failure.hint ?? "flyt looks \(source)")
    }
  }

  /// What is said of entries that are never taken.
  func detailsOfLeftAlone(at source: String) -> ProblemList.Details? {
    leftAlone.first.map { first in
      let more = leftAlone.count > 1 ? " (and \(leftAlone.count - 1) more)" : ""
      return (.warning, "source \(source): \(first)\(more)", "flyt help left-alone")
    }
  }
}
