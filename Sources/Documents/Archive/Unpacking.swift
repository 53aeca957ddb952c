import Extracts

/// Unpacks an extract and the wrappers inside it, and counts what comes out of all of them.
struct Unpacking {
  private var bytesLeft = Wrapping.mostBytes
  private var membersLeft = Wrapping.mostMembers

  /// The extracts inside, those of inner wrappers in the place of these; `nil` for no wrapper.
  mutating func members(of extract: Extract, depth: Int = 1) throws(DocumentError) -> [Extract]? {
    let files: [File]?
    do {
      files = try self.files(in: extract, depth: depth)
    } catch {
      throw DocumentError(error, in: extract.name)
    }
    guard let files else { return nil }
    var members: [Extract] = []
    for file in files {
      let member = Extract(
        name: "\(extract.name)/\(file.name)", bytes: file.bytes, retrievedAt: extract.retrievedAt)
      members += try inner(of: member, depth: depth + 1)
    }
    return members
  }

  /// What is inside a member; one that is damaged or locked is left to be refused by itself.
  private mutating func inner(of member: Extract, depth: Int) throws(DocumentError) -> [Extract] {
    do {
      return try members(of: member, depth: depth) ?? [member]
    } catch {
      switch error.reason {
      case .malformed, .cutShort, .unsupported: return [member]
      default: throw error
      }
    }
  }

  private typealias File = (name: String, bytes: [UInt8])

  /// The files of one wrapper.
  private mutating func files(in extract: Extract, depth: Int) throws(DocumentError.Reason) -> [File]? {
    if Gunzipped.recognizes(extract.bytes) { return [try gunzip(extract, depth: depth)] }
    guard ZipArchive.recognizes(extract.bytes) else { return nil }
    let archive = try ZipArchive(extract.bytes)
    guard !archive.isDocument else { return nil }
    let entries = archive.entries.filter(\.isFile)
    try admit(entries.count, depth: depth)
    var limit = self.limit(for: extract)
    var files: [File] = []
    for entry in entries {
      let bytes = try bounded(extract) { () throws(DocumentError.Reason) in
        try archive.bytes(of: entry, atMost: limit)
      }
      limit -= bytes.count
      bytesLeft -= bytes.count
      files.append((String(entry.name.suffix(Wrapping.longestName)), bytes))
    }
    return files
  }

  private mutating func gunzip(_ extract: Extract, depth: Int) throws(DocumentError.Reason) -> File {
    try admit(1, depth: depth)
    let limit = limit(for: extract)
    let file = try bounded(extract) { () throws(DocumentError.Reason) in
      try Gunzipped(extract.bytes, atMost: limit)
    }
    bytesLeft -= file.bytes.count
    let own = extract.name.split(separator: "/").last.map(String.init) ?? extract.name
    return (file.name ?? (own.hasSuffix(".gz") ? String(own.dropLast(3)) : own), file.bytes)
  }

  private mutating func admit(_ members: Int, depth: Int) throws(DocumentError.Reason) {
    guard depth <= Wrapping.mostDepth else {
      throw .beyondLimit(
        nil, "a wrapper in wrappers; at most \(Wrapping.mostDepth) are opened. Send what is inside.")
    }
    membersLeft -= members
    guard membersLeft >= 0 else {
      throw .beyondLimit(
        nil, "more than \(Wrapping.mostMembers) files in an archive. Send those with the table alone.")
    }
  }

  /// How many bytes one wrapper may unpack to.
  private func limit(for extract: Extract) -> Int {
    min(bytesLeft, max(Wrapping.ratioCountsFrom, extract.bytes.count * Wrapping.mostRatio))
  }

  /// Says of a wrapper over its limit which limit it is.
  private func bounded<Value>(
    _ extract: Extract, _ unpack: () throws(DocumentError.Reason) -> Value
  ) throws(DocumentError.Reason) -> Value {
    do {
      return try unpack()
    } catch .beyondLimit {
      throw limit(for: extract) < bytesLeft
        ? .beyondLimit(
          nil,
          "unpacks to more than \(Wrapping.mostRatio) times its size, as no table does. Send the table alone."
        )
        : .beyondLimit(
          nil, "unpacks to more than \(Wrapping.mostBytes) bytes. Send the files with the table alone.")
    }
  }
}

extension ZipArchive {
  /// Whether a reader opens the archive as a whole: a workbook or another office document.
  fileprivate var isDocument: Bool {
    entries.first?.name == "mimetype" || entry(named: "xl/workbook.xml") != nil
      || entry(named: "[Content_Types].xml") != nil
  }
}

extension ZipArchive.Entry {
  /// Whether a person put it there: no folder, and nothing that a desktop adds.
  fileprivate var isFile: Bool {
    let file = name.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    return !file.isEmpty && file != ".DS_Store" && !name.hasPrefix("__MACOSX/")
  }
}
