/// Gathers what one part of a workbook says; parts differ in what they make of elements.
class WorkbookPart: MarkupHandler {
  /// What elements hold that have no elements inside, between their tags.
  private(set) var text: [UInt8] = []
  private let name: String

  /// `name` is the part's, for messages.
  init(name: String) { self.name = name }

  /// Called for each element's start.
  func begin(_ element: String, _ attributes: MarkupAttributes) throws(DocumentError.Reason) {}

  /// Called for each element's end; ``text`` is what came since the last start or end.
  func finish(_ element: String) throws(DocumentError.Reason) {}

  final func start(_ name: String, _ attributes: MarkupAttributes, offset: Int) throws(DocumentError.Reason) {
    text.removeAll(keepingCapacity: true)
    try begin(name, attributes)
  }

  final func end(_ name: String, offset: Int) throws(DocumentError.Reason) {
    try finish(name)
    text.removeAll(keepingCapacity: true)
  }

  final func text(_ bytes: UnsafeBufferPointer<UInt8>, offset: Int, isLiteral: Bool) {
    text.append(contentsOf: bytes)
  }

  final func problem(_ problem: MarkupProblem) throws(DocumentError.Reason) {
    let what = problem.message.prefix(120).split(whereSeparator: \.isNewline).joined(separator: " ")
    throw .malformed(
      nil,
      "the part '\(name)' is no sound XML (\(what)). Save the workbook again with the program that made it.")
  }

  /// An error that says where the workbook's parts don't fit together.
  final func misfit(_ what: String, at address: CellAddress? = nil) -> DocumentError.Reason {
    .malformed(
      address?.place, "\(what) in the part '\(name)'. Save the workbook again with the program that made it.")
  }
}

/// Names the sheets in the order of the tabs.
final class WorkbookIndex: WorkbookPart {
  struct Entry {
    let name: String
    let isHidden: Bool
    let relationship: String
  }

  private(set) var entries: [Entry] = []

  override func begin(_ element: String, _ attributes: MarkupAttributes) {
    guard element == "sheet", let id = attributes["id"] else { return }
    let state = attributes["state"] ?? "visible"
    // libxml2 keeps an ampersand of an attribute written so.
    let name = (attributes["name"] ?? "").replacing("&#38;", with: "&")
    entries.append(Entry(name: name, isHidden: state != "visible", relationship: id))
  }
}

/// Says where the parts are that another part names.
final class WorkbookRelationships: WorkbookPart {
  /// The last word of the relationship's type, and the part's name in the archive.
  private(set) var targets: [String: (type: String, part: String)] = [:]
  private let folder: [Substring]

  /// `folder` is that of the part whose relationships these are.
  init(name: String, folder: String) {
    self.folder = folder.split(separator: "/")
    super.init(name: name)
  }

  override func begin(_ element: String, _ attributes: MarkupAttributes) {
    guard element == "Relationship", let id = attributes["Id"], let target = attributes["Target"],
      attributes["TargetMode"] != "External"
    else { return }
    let type = attributes["Type"]?.split(separator: "/").last.map(String.init) ?? ""
    targets[id] = (type, path(of: target))
  }

  private func path(of target: String) -> String {
    var steps = target.hasPrefix("/") ? [] : folder
    for step in target.split(separator: "/") where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(step) }
    }
    return steps.joined(separator: "/")
  }
}

/// The texts that cells share; those of phonetic guides are left out.
final class SharedStrings: WorkbookPart {
  private(set) var strings: [String] = []
  private var current = ""
  private var isPhonetic = false

  override func begin(_ element: String, _ attributes: MarkupAttributes) {
    if element == "rPh" { isPhonetic = true }
  }

  override func finish(_ element: String) throws(DocumentError.Reason) {
    switch element {
    case "t": if !isPhonetic { current += String(decoding: text, as: UTF8.self) }
    case "rPh": isPhonetic = false
    case "si":
      guard strings.count < WorkbookReader.mostCells else {
        throw .beyondLimit(
          nil, "more than \(WorkbookReader.mostCells) texts. Is this the table and nothing else?")
      }
      strings.append(current)
      current = ""
    default: break
    }
  }
}
