import Checks
import Documents
import FlowTables

extension Finding {
  /// What a document error means for the extract.
  init(_ error: DocumentError) {
    let (code, line): (Code, Int?) =
      switch error.reason {
      case .empty: (.truncated, nil)
      case .cutInCharacter(let line): (.truncated, line)
      case .notText(let line, _), .brokenUTF8(let line): (.notText, line)
      case .tooLarge, .tooManyWords, .overSourceLimit: (.tooLarge, nil)
      case .malformed(let place, _): (.malformed, place?.line)
      case .cutShort(let place, _): (.truncated, place?.line)
      case .beyondLimit(let place, _): (.tooLarge, place?.line)
      case .unsupported(let place, _): (.unsupported, place?.line)
      case .toolMissing, .toolFailed: (.toolFailed, nil)
      case .unknownFormat: (.unrecognised, nil)
      }
    self.init(code, error.description)
    self.line = line
  }
}
