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
  /// When the page was last seen whole.
  var seenAt: Date?
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
  mutating func look(at index: IndexSettings) async throws {
    let page = try address { () throws(WebAddress.Problem) in try WebAddress(index.url) }
    let validators = isOverdue(since: memory.index.seenAt) ? nil : memory.index.validators
    // What fails from here on leaves no name behind, which may be that of a page that was never read.
    memory.index.validators = nil
    let response = try await fetch(WebRequest(page, validators: validators))
    if response.isUnchanged {
      memory.index.validators = validators
    } else {
      memory.index.links = try links(of: response, like: LinkPattern(index.links))
      memory.index.seenAt = now
      // A page that may have been cut is asked for again, and so is one whose name may be another's.
      let isNamed = response.framing == .whole && response.address == page
      memory.index.validators = isNamed ? response.validators : nil
    }
    let links = memory.index.links
    round.steps.append("\(page): \(response.status), \(links.count) links like '\(index.links)'")
    guard !links.isEmpty else {
      throw Failure(
        .missing, code: "no-links",
        "\(page): no link like '\(index.links)'. Look at the page, and mend 'links'.",
        hint: "flyt sources test \(source.name)")
    }
    round.succeed()
    round.tallies.append(tally(.unchanged, "\(links.count) links"))
    // Dead ones come last, so that they hide no others.
    let new = links.filter { known.addresses[$0.address.text] == nil }.sorted { one, other in
      absentAt(one) < absentAt(other)
    }
    let sweep = links.filter { known.addresses[$0.address.text] != nil && isOverdue($0.address.text) }
      .min { seenAt($0.address.text) ?? .distantPast < seenAt($1.address.text) ?? .distantPast }
    for link in new.prefix(Self.mostNewLinks) + [sweep].compactMap(\.self) {
      guard try await run(Errand(link.address, .swept, year: link.match.year, isUnconditional: true)) else {
        return
      }
    }
  }

  private func absentAt(_ link: IndexLink) -> Date { memory.absentAt[link.address.text] ?? .distantPast }

  private func links(of response: WebResponse, like pattern: LinkPattern) throws -> [IndexLink] {
    let extract = Extract(name: response.address.description, bytes: response.body, retrievedAt: now)
    let page: PageLinks
    do throws(DocumentError) {
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
