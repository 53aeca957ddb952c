package import Extracts
package import Foundation

extension WatchFolder {
  /// Reads a settled file, having made its bytes durable first.
  ///
  /// - Errors: `changedWhileReading` when it is no longer the file that the look
  ///   saw, or does not stay so; the next look will find it unsettled.
  package func take(_ arrival: FolderArrival, now: () -> Date) throws(AcquisitionError) -> Extract {
    let inbox = try Folder(at: path)
    let file = try SteadyFile(inbox.open(arrival.entry))
    guard file.stamp == arrival.stamp, file.status.links == 1 else {
      throw AcquisitionError(.changedWhileReading, at: inbox.path(of: arrival.entry))
    }
    try file.file.synchronize()
    return try file.read(named: arrival.name, limit: limit, now: now)
  }
}
