/// Refuses a page for a fault, unless everyday pages have it and browsers show them all the same.
///
/// libxml2 knows HTML 4 and reports all that came later as errors. What is let
/// pass changes no figure: a lost attribute or an odd tag may move a cell, which
/// the sums then tell. All else is refused, since what libxml2 gives after it is
/// cut or guessed.
func refuse(_ problem: MarkupProblem) throws(DocumentError.Reason) {
  guard !toleratedFaults.contains(problem.code) else { return }
  let what = problem.message.prefix(120).split(whereSeparator: \.isNewline).joined(separator: " ")
  let place = DocumentPlace(line: max(problem.line, 1), column: 1)
  if cuts.contains(problem.code) {
    throw .cutShort(
      place, "a tag or comment has no end (\(what)). The copy was cut; save the whole page again.")
  }
  throw .malformed(place, "not HTML as browsers write it (\(what)). Save the page again.")
}

/// libxml2's numbers, from its `xmlerror.h`.
private let toleratedFaults: Set<Int> = [
  // An `&` in text or an address that begins no character reference, or one without its semicolon.
  23, 68,
  // An attribute without its value, and one given twice: the first counts.
  41, 42,
  // A tag that closes nothing, or in the wrong order.
  76,
  // A second <html>, <head> or <body>, as pages have that are put together of parts.
  800,
  // A tag that HTML 4 has not: <nav>, <section>, <svg>.
  801,
]

/// A quoted value, a comment or a tag without an end.
private let cuts: Set<Int> = [40, 45, 73]
