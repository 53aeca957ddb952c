extension WatchFolder {
  /// The marker as an entry of the inbox; `nil` also for what no entry can be called.
  var markerEntry: EntryName? { marker.flatMap { EntryName($0.utf8) } }

  /// Sees that the inbox holds the marker, if it has one.
  ///
  /// - Errors: `noMarker`, also where neither a regular file nor a folder has
  ///   the name: a link may lead to anywhere.
  func checkMarker(in inbox: borrowing Folder) throws(AcquisitionError) {
    guard let marker else { return }
    guard let entry = markerEntry, let status = try inbox.status(of: entry),
      status.kind == .regular || status.kind == .folder
    else { throw AcquisitionError(.noMarker(marker), at: path) }
  }
}
