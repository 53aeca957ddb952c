import FlowTables

/// Gathers a document's figures by the year of their tables.
struct YearTables {
  /// One end of a figure, with the axis whose labels it stands among.
  struct Ends {
    let origin: Label
    let destination: Label
  }

  fileprivate struct Printed: Hashable {
    let axis: Axis
    let code: String?
    let text: String?
  }

  fileprivate struct Part {
    var table: ReportedTable
    var headings: Set<Printed> = []
  }

  private let dataset: Dataset
  private let layout: String
  /// By the digits of the year; empty where the figures stand under none.
  private var parts: [String: Part] = [:]
  private(set) var years: [YearStatement?] = []
  /// Whether the labels are the dataset's although no figure could be placed.
  private(set) var isClaimed = false

  init(of dataset: Dataset, layout: String) { (self.dataset, self.layout) = (dataset, layout) }

  var isEmpty: Bool { parts.isEmpty }

  /// The places that label rows, or columns, in any year.
  func places(on axis: Axis) -> Set<Place> {
    Set(
      parts.values.flatMap(\.table.headings).compactMap { heading in
        if heading.axis == axis, case .place(let place) = heading.subject { place } else { nil }
      })
  }

  /// Puts a figure between its two labels.
  mutating func add(_ figure: ReportedFigure, _ ends: Ends, of year: YearStatement?) {
    let key = part(of: year)
    let printed = isBlankInEmptyPair(figure, ends) ? figure.asNotApplicable : figure
    parts[key]?.note(ends.origin, on: .from)
    parts[key]?.note(ends.destination, on: .to)
    parts[key]?.table.place(printed, from: ends.origin.subject, to: ends.destination.subject)
  }

  /// Begins a year's table if need be, and gives its key.
  @discardableResult
  private mutating func part(of year: YearStatement?) -> String {
    let key = year?.text ?? ""
    if parts[key] == nil {
      parts[key] = Part(table: ReportedTable(dataset: dataset.id, layout: layout))
      years.append(year)
    }
    return key
  }

  /// A pair that can have no figure may be printed as nothing, whatever a blank means elsewhere.
  private func isBlankInEmptyPair(_ figure: ReportedFigure, _ ends: Ends) -> Bool {
    guard case .unreadable(_, .blank) = figure.reading, case .place(let from) = ends.origin.subject,
      case .place(let to) = ends.destination.subject
    else { return false }
    return dataset.empty.contains(Flow(from: from, to: to))
  }

  /// Notes why figures of the dataset could not be placed at all.
  mutating func claim(_ fault: LayoutFault, of year: YearStatement?) {
    isClaimed = true
    part(of: year)
    add(fault)
  }

  /// Notes something that could not be placed, for every year's table.
  mutating func add(_ fault: LayoutFault) {
    if parts.isEmpty { part(of: nil) }
    for key in parts.keys { parts[key]?.table.faults.append(fault) }
  }

  /// One table for each year in the order of the document.
  ///
  /// `titles` state the year of a document's only table, or of none; where
  /// several years stand beside the figures, a title's year is one of theirs.
  func tables(titles: [YearStatement]) -> [ReportedTable] {
    let own = Set(parts.keys.filter { !$0.isEmpty })
    return years.compactMap { year in
      guard var table = parts[year?.text ?? ""]?.table else { return nil }
      let others = titles.filter { title in
        if year == nil || title == year { return year == nil }
        guard title.value != nil else { return false }
        return own.count == 1 || !own.contains(title.text)
      }
      table.years = ([year].compactMap(\.self) + others)
      return table
    }
  }
}

extension YearTables.Part {
  fileprivate mutating func note(_ label: Label, on axis: Axis) {
    guard headings.insert(.init(axis: axis, code: label.code, text: label.text)).inserted else { return }
    table.headings.append(label.heading(on: axis))
  }
}

extension ReportedFigure {
  fileprivate var asNotApplicable: Self { Self(.value(.absent(.notApplicable)), mark: mark, at: at) }
}
