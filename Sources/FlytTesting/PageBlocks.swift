import FlowTables

/// What a row or column is headed by.
enum PageHeading: Equatable {
  case total
  case place(Place)
}

/// The columns that are printed side by side.
struct PageBlock: Equatable {
  let columns: [PageHeading]
  /// Only the first block on the page has the words of both axes.
  let isFirst: Bool
}

/// How the rows and columns of a table follow one another.
struct PageBlocks {
  let options: PageTextOptions
  let places: [Place]

  /// Total first or last, Abroad last of the places.
  var rows: [PageHeading] {
    let places = places.map(PageHeading.place)
    return options.totalIsLast ? places + [.total] : [.total] + places
  }

  /// The columns in blocks of nearly one size, in the order of printing.
  var blocks: [PageBlock] {
    let columns = rows
    let count = min(max(1, options.blockCount), columns.count)
    let (size, larger) = columns.count.quotientAndRemainder(dividingBy: count)
    var parts: [[PageHeading]] = []
    var start = 0
    for index in 0..<count {
      let end = start + size + (index < larger ? 1 : 0)
      parts.append(Array(columns[start..<end]))
      start = end
    }
    return ordered(parts).enumerated().map { PageBlock(columns: $1, isFirst: $0 == 0) }
  }

  private func ordered(_ parts: [[PageHeading]]) -> [[PageHeading]] {
    switch options.blockOrder {
    case .ascending: parts
    case .descending: parts.reversed()
    case .rotated: Array(parts.dropFirst() + parts.prefix(1))
    }
  }
}
