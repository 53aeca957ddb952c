/// Why a status file could not be read or written.
package struct StatusFileError: Error, Equatable, CustomStringConvertible {
  /// What went wrong.
  package enum Reason: Equatable, Sendable {
    case missing
    /// The folder that the file should be written to does not exist.
    case missingFolder
    case notPermitted(doing: String)
    /// Something else stands there; the payload is what does not fit.
    case notAStatus(String)
    /// A newer program wrote it.
    case newerSchema(found: Int, known: Int)
    /// Everything else; the payload is what was tried and the system's sentence.
    case inputOutput(doing: String, system: String)
  }

  /// What went wrong there.
  package let reason: Reason
  /// The status file, or the folder that it should be in.
  package let path: String

  /// Says what went wrong, and with which file.
  package init(_ reason: Reason, at path: String) { (self.reason, self.path) = (reason, path) }

  /// Where and what, then what to do about it.
  package var description: String {
    switch reason {
    case .missing:
      "\(path): no status file. Start the daemon with 'flyt run', or name its file with --status."
    case .missingFolder:
      "\(path): its folder does not exist. Create it, or set another status path."
    case .notPermitted(let doing):
      "\(path): \(doing) is not permitted. Check the rights of the file and of its folder."
    case .notAStatus(let why):
      "\(path): not a status file: \(why). Name the daemon's file with --status."
    case .newerSchema(let found, let known):
      "\(path): schema \(found), where this program knows \(known). Use the flyt that the daemon runs."
    case .inputOutput(let doing, let system):
      "\(path): \(doing) failed: \(system). Check the folder and its disk."
    }
  }
}
