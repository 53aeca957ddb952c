import Glibc

/// A folder where files are dropped, and the two where they end up.
///
/// Its calls block on the disk: keep them off Swift's cooperative threads.
package struct WatchFolder: Hashable, Sendable {
  /// The source's name in the settings.
  package let name: String
  /// Where files are dropped.
  package let path: String
  /// Where files go whose tables were all taken in.
  package let accepted: String
  /// Where files go of which anything was refused or held.
  package let refused: String
  /// How long a file must stay the same before it is taken.
  package let settle: Duration
  /// How many bytes of a file are held, and how many read.
  package let limit: IntakeLimit
  /// The name of a file or folder that lies in the right folder and in no other, such as a
  /// mount point whose share is away; `nil` when the folder has none.
  package let marker: String?

  /// Names the folders and the limits, and touches nothing yet.
  package init(
    name: String, path: String, accepted: String, refused: String, settle: Duration, maxBytes: Int,
    marker: String? = nil
  ) {
    (self.name, self.path, self.accepted, self.refused) = (name, path, accepted, refused)
    (self.settle, limit, self.marker) = (settle, IntakeLimit(maxBytes: maxBytes), marker)
  }

  /// Creates those of the three folders that are missing, and sees that they can be used.
  ///
  /// Their parents must exist: a share that is not mounted shall be missed, not made up. With a
  /// ``marker``, nothing is created before it is there.
  ///
  /// - Errors: the folder at fault, also where files would be moved to the folder they lie in.
  package func prepare() throws(AcquisitionError) {
    if marker != nil {
      let inbox = try Folder(at: path)
      try checkMarker(in: inbox)
    }
    for folder in [path, accepted, refused] { try create(folder) }
    let inbox = try Folder(at: path).status()
    for folder in [accepted, refused] where try Folder(at: folder).status().isSameEntry(as: inbox) {
      throw AcquisitionError(.sameFolder(as: path), at: folder)
    }
  }

  /// Sees that files can leave the inbox for the accepted and the refused folder, and writes nothing.
  ///
  /// To be asked before anything is taken: what is stored and cannot be moved
  /// away would be looked at again and again.
  ///
  /// - Errors: the folder at fault, as `missing`, `notPermitted`, `readOnly` or `wrongKind`.
  package func checkTargets() throws(AcquisitionError) {
    for folder in [accepted, refused, path] { try checkUse(of: folder) }
  }

  private func create(_ folder: String) throws(AcquisitionError) {
    do {
      try systemCall { mkdir(folder, 0o750) }
    } catch  where error.code == EEXIST {
      try checkUse(of: folder)
    } catch {
      throw AcquisitionError(error, doing: "creating", at: folder)
    }
  }

  private func checkUse(of folder: String) throws(AcquisitionError) {
    var status = stat()
    try systemCall("looking", folder) { stat(folder, &status) }
    let kind = FileKind(mode: status.st_mode)
    guard kind == .folder else { throw AcquisitionError(.wrongKind(kind, wanted: .folder), at: folder) }
    try systemCall("opening", folder) { faccessat(AT_FDCWD, folder, R_OK | W_OK | X_OK, AT_EACCESS) }
  }
}
