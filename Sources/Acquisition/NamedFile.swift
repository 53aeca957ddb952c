import CLinux
package import Extracts
package import Foundation
import Glibc

/// A file that somebody names on the command line: read, and left where it is.
package enum NamedFile {
  /// Reads the file, following links, since it was named on purpose.
  ///
  /// The extract is called by the last part of the path.
  ///
  /// - Errors: `missing`, `notPermitted`, `wrongKind`, `changedWhileReading`,
  ///   `overCeiling` and `inputOutput`, with the path as it was named.
  package static func read(
    _ path: String, maxBytes: Int, now: () -> Date
  ) throws(AcquisitionError) -> Extract {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return try SteadyFile(open(path)).read(named: name, limit: IntakeLimit(maxBytes: maxBytes), now: now)
  }

  private static func open(_ path: String) throws(AcquisitionError) -> OpenFile {
    // Looked at before it is opened, since opening a device may already do something.
    var status = stat()
    try systemCall("looking", path) { stat(path, &status) }
    let kind = FileKind(mode: status.st_mode)
    guard kind == .regular else { throw AcquisitionError(.wrongKind(kind, wanted: .regular), at: path) }
    return OpenFile(try systemCall("opening", path) { flyt_open_path(path) }, at: path)
  }
}
