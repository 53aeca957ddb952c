import CXML

/// Takes what a markup parser tells, in the order of the document.
///
/// - Errors: what a method throws ends the parsing.
protocol MarkupHandler: AnyObject {
  func start(_ name: String, _ attributes: MarkupAttributes, offset: Int) throws(DocumentError.Reason)
  func end(_ name: String, offset: Int) throws(DocumentError.Reason)
  /// `offset` is where the text begins; all of it stands for one reference where it is not literal.
  func text(_ bytes: UnsafeBufferPointer<UInt8>, offset: Int, isLiteral: Bool) throws(DocumentError.Reason)
  func problem(_ problem: MarkupProblem) throws(DocumentError.Reason)
}

/// A fault that libxml2 reports at its level ERROR or above.
struct MarkupProblem {
  /// libxml2's `xmlParserErrors`.
  let code: Int
  let line: Int
  let message: String
}

/// An element's attributes; valid during the call that hands them over.
struct MarkupAttributes {
  fileprivate let list: UnsafePointer<UnsafePointer<CChar>?>?

  var isEmpty: Bool { list == nil }

  /// The value of an attribute; empty for one without a value.
  subscript(name: String) -> String? {
    guard var next = list else { return nil }
    while let key = next.pointee {
      if String(cString: key) == name { return next[1].map { String(cString: $0) } ?? "" }
      next += 2
    }
    return nil
  }

  /// Whether a value of any of them holds some text.
  func containValue(where isFound: (String) -> Bool) -> Bool {
    guard var next = list else { return false }
    while next.pointee != nil {
      if let value = next[1], isFound(String(cString: value)) { return true }
      next += 2
    }
    return false
  }
}

/// The two languages of markup.
enum MarkupLanguage {
  case html, xml
}

/// Parses UTF-8, telling a handler of each piece; an offset is behind the tag it tells of.
func parse(_ bytes: [UInt8], as language: MarkupLanguage, for handler: any MarkupHandler)
  throws(DocumentError.Reason)
{
  let run = Run(handler)
  var events = flyt_markup_events()
  events.context = Unmanaged.passUnretained(run).toOpaque()
  events.start = { context, name, attributes, offset in
    Run.of(context, name) { run, name throws(DocumentError.Reason) in
      try run.handler.start(name, MarkupAttributes(list: attributes), offset: offset)
    }
  }
  events.end = { context, name, offset in
    Run.of(context, name) { run, name throws(DocumentError.Reason) in
      try run.handler.end(name, offset: offset)
    }
  }
  events.text = { context, bytes, count, offset, isLiteral in
    Run.of(context, nil) { run, _ throws(DocumentError.Reason) in
      let text = UnsafeRawBufferPointer(start: bytes, count: count).assumingMemoryBound(to: UInt8.self)
      try run.handler.text(text, offset: offset, isLiteral: isLiteral != 0)
    }
  }
  events.declaration = { context in
    Run.of(context, nil) { _, _ throws(DocumentError.Reason) in
      throw .unsupported(nil, "declares a document type. Save the file anew with the program that made it.")
    }
  }
  events.problem = { context, code, line, message, _ in
    Run.of(context, message) { run, message throws(DocumentError.Reason) in
      try run.handler.problem(MarkupProblem(code: Int(code), line: Int(line), message: message))
    }
  }
  let status = bytes.withUnsafeBytes { memory in
    let start = memory.baseAddress?.assumingMemoryBound(to: CChar.self)
    return switch language {
    case .html: flyt_parse_html(start, memory.count, &events)
    case .xml: flyt_parse_xml(start, memory.count, &events)
    }
  }
  if let failure = run.failure { throw failure }
  guard status == 0 else { throw .beyondLimit(nil, "needs more memory than there is. Try again.") }
}

/// One parsing: carries errors past C, which cannot throw.
private final class Run {
  let handler: any MarkupHandler
  private(set) var failure: DocumentError.Reason?

  init(_ handler: any MarkupHandler) { self.handler = handler }

  /// Gives 1, which ends the parsing, after the first failure.
  static func of(
    _ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<CChar>?,
    _ body: (Run, String) throws(DocumentError.Reason) -> Void
  ) -> CInt {
    guard let context else { return 1 }
    let run = Unmanaged<Run>.fromOpaque(context).takeUnretainedValue()
    guard run.failure == nil else { return 1 }
    do throws(DocumentError.Reason) {
      try body(run, name.map { String(cString: $0) } ?? "")
      return 0
    } catch {
      run.failure = error
      return 1
    }
  }
}
