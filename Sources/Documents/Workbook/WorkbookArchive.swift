/// Reads the parts of a workbook from its zip archive.
struct WorkbookArchive {
  private let archive: ZipArchive
  /// How many more bytes may be unpacked.
  private var bytesLeft: Int

  init(_ bytes: [UInt8]) throws(DocumentError.Reason) {
    archive = try ZipArchive(bytes)
    bytesLeft = min(Wrapping.mostBytes, max(Wrapping.ratioCountsFrom, bytes.count * Wrapping.mostRatio))
  }

  /// Everything that the sheets hold.
  ///
  /// - Errors: `unsupported` for macros and formats beside it, `malformed`
  ///   where parts are missing or unsound, `beyondLimit`.
  mutating func workbook() throws(DocumentError.Reason) -> Workbook {
    try refuseOthers()
    let root = try relationships(of: "", from: "_rels/.rels")
    let main = root.values.first { $0.type == "officeDocument" }?.part ?? "xl/workbook.xml"
    let folder = main.split(separator: "/").dropLast().joined(separator: "/")
    let file = main.split(separator: "/").last ?? ""
    let index = WorkbookIndex(name: main)
    try parse(try part(main), as: .xml, for: index)
    let targets = try relationships(of: folder, from: "\(folder)/_rels/\(file).rels")
    var workbook = Workbook()
    if let strings = targets.values.first(where: { $0.type == "sharedStrings" })?.part {
      let part = SharedStrings(name: strings)
      try parse(try self.part(strings), as: .xml, for: part)
      workbook.sharedStrings = part.strings
    }
    var room = WorkbookReader.mostCells
    for entry in index.entries {
      guard let target = targets[entry.relationship] else {
        throw index.misfit("the sheet '\(entry.name)' has no part")
      }
      // Sheets of charts hold no cells.
      guard target.type == "worksheet" else { continue }
      let part = WorksheetPart(name: target.part, room: room)
      try parse(try self.part(target.part), as: .xml, for: part)
      room -= part.cells.count
      workbook.sheets.append(
        Worksheet(name: entry.name, isHidden: entry.isHidden, cells: part.cells, merged: part.merged))
    }
    return workbook
  }

  private mutating func relationships(
    of folder: String, from name: String
  ) throws(DocumentError.Reason) -> [String: (type: String, part: String)] {
    let part = WorkbookRelationships(name: name, folder: folder)
    try parse(try self.part(name), as: .xml, for: part)
    return part.targets
  }

  /// The bytes of a part as UTF-8.
  private mutating func part(_ name: String) throws(DocumentError.Reason) -> [UInt8] {
    guard let entry = archive.entry(named: name) else {
      throw .malformed(
        nil, "the part '\(name)' is missing. Save the workbook again with the program that made it.")
    }
    let bytes = try archive.bytes(of: entry, atMost: bytesLeft)
    bytesLeft -= bytes.count
    let isWide = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    return isWide ? try utf8(of: bytes) : bytes
  }

  private mutating func refuseOthers() throws(DocumentError.Reason) {
    if archive.entries.first?.name == "mimetype" {
      throw .unsupported(nil, "an OpenDocument spreadsheet, which is not read. Save it as .xlsx or .csv.")
    }
    if archive.entry(named: "xl/workbook.bin") != nil {
      throw .unsupported(nil, "a binary workbook (.xlsb), which is not read. Save it as .xlsx.")
    }
    let hasMacros = archive.entries.contains { $0.name.hasSuffix("vbaProject.bin") }
    let types = try archive.entry(named: "[Content_Types].xml") == nil ? [] : part("[Content_Types].xml")
    if hasMacros || types.contains(Array("macroEnabled".utf8)) {
      throw .unsupported(
        nil, "a workbook with macros, which are never opened. Save it as .xlsx without them.")
    }
  }
}

extension WorkbookArchive {
  /// Whether bytes are a zip archive that a spreadsheet program wrote.
  static func recognizes(_ bytes: [UInt8]) -> Bool {
    guard ZipArchive.recognizes(bytes) else { return false }
    guard let archive = try? ZipArchive(bytes) else {
      // Its directory is gone, so the first entries' own headers must tell.
      return bytes.prefix(64 << 10).contains(Array("xl/".utf8))
        || bytes.prefix(100).contains(Array("[Content_Types].xml".utf8))
    }
    if archive.entry(named: "xl/workbook.xml") != nil || archive.entry(named: "xl/workbook.bin") != nil {
      return true
    }
    if let first = archive.entries.first, first.name == "mimetype" {
      return text(of: first, in: archive).contains(Array("opendocument.spreadsheet".utf8))
    }
    guard let types = archive.entry(named: "[Content_Types].xml") else { return false }
    return text(of: types, in: archive).contains(Array("spreadsheetml".utf8))
  }

  private static func text(of entry: ZipArchive.Entry, in archive: ZipArchive) -> [UInt8] {
    (try? archive.bytes(of: entry, atMost: 1 << 20)) ?? []
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// Whether some bytes stand in these, one behind the other.
  fileprivate func contains(_ word: [UInt8]) -> Bool {
    guard let first = word.first else { return true }
    return indices.contains { self[$0] == first && self[$0...].starts(with: word) }
  }
}
