import Acquisition
import Definitions
import Documents
import Extracts
import Foundation
import ReleaseStore

/// What is remembered of an index page.
struct IndexMemory: Sendable {
  /// What the server calls the page whose links these are.
  var validators: Validators?
  /// The wanted links, in the order of the page.
  var links: [IndexLink] = []
}

/// A wanted link of an index page.
struct IndexLink: Sendable {
  let address: WebAddress
  let match: LinkPattern.Match
}

extension WebLook {
  /// A page that suddenly has a thousand links is looked at in pieces.
  private static let mostNewLinks = 50

  /// Looks at a page, and then at each of its links that is new.
  func look(
    at index: IndexSettings, _ known: SourceKnowledge, _ memory: inout WebMemory, _ round: inout WebRound
  ) async throws {
    let page = try address { () throws(WebAddress.Problem) in try WebAddress(index.url) }
    let response = try await fetch(WebRequest(page, validators: memory.index.validators))
    if !response.isUnchanged {
      memory.index.links = try links(of: response, like: LinkPattern(index.links))
      // A page that may have been cut is asked for again.
      memory.index.validators = response.framing == .whole ? response.validators : nil
    }
    let links = memory.index.links
    round.steps.append("\(page): \(response.status), \(links.count) links like '\(index.links)'")
    guard !links.isEmpty else {
      throw Failure(
        .missing, code: "no-links",
        "\(page): no link like '\(index.links)'. Look at the page, and mend 'links'.",
        hint: "flyt sources test \(source.name)")
    }
    round.tallies.append(tally(.unchanged, "\(links.count) links"))
    let new = links.filter { known.addresses[$0.address.text] == nil }
    for link in new.prefix(Self.mostNewLinks) {
      let errand = Errand(link.address, year: link.match.year, isUnconditional: true)
      guard try await run(errand, known, &memory, &round) else { return }
    }
    try await sweep(links, known, &memory, &round)
  }

  /// Looks again at the link that was not seen whole for the longest time, if that is too long.
  private func sweep(
    _ links: [IndexLink], _ known: SourceKnowledge, _ memory: inout WebMemory, _ round: inout WebRound
  ) async throws {
    let seen = links.compactMap { link in known.addresses[link.address.text].map { (link: link, at: $0.at) } }
    guard let oldest = seen.min(by: { $0.at < $1.at }),
      now.timeIntervalSince(oldest.at) >= source.settings.sweep.seconds
    else { return }
    let errand = Errand(oldest.link.address, year: oldest.link.match.year, isUnconditional: true)
    _ = try await run(errand, known, &memory, &round)
  }

  private func links(of response: WebResponse, like pattern: LinkPattern) throws -> [IndexLink] {
    let extract = Extract(name: response.address.description, bytes: response.body, retrievedAt: now)
    let page: PageLinks
    do {
      page = try PageLinks(in: extract)
    } catch {
      throw WebError(.implausible("a page whose links can't be read: \(error)"), at: extract.name)
    }
    let base = page.base.flatMap { try? response.address.resolving($0) } ?? response.address
    var seen: Set<String> = []
    return page.references.compactMap { reference in
      // Mail addresses and scripts are links as well.
      guard let address = try? base.resolving(reference), let match = pattern.match(address.text),
        address.isSecure || !response.address.isSecure, seen.insert(address.text).inserted
      else { return nil }
      return IndexLink(address: address, match: match)
    }
  }
}
