import Extracts
import Foundation

/// An open regular file, whose bytes count only if it stays the same while they are read.
struct SteadyFile: ~Copyable {
  let file: OpenFile
  /// What the file was when it was opened.
  let status: FileStatus

  var stamp: FileStamp { status.stamp }

  init(_ file: consuming OpenFile) throws(AcquisitionError) {
    let status = try file.status()
    guard status.kind == .regular else {
      throw AcquisitionError(.wrongKind(status.kind, wanted: .regular), at: file.path)
    }
    self.status = status
    self.file = file
  }

  /// Reads the file to its end.
  ///
  /// - Errors: `changedWhileReading` unless the file is the same afterwards and
  ///   gave as many bytes as it has; `overCeiling` without reading anything.
  func read(named name: String, limit: IntakeLimit, now: () -> Date) throws(AcquisitionError) -> Extract {
    guard stamp.size <= limit.ceiling else {
      throw AcquisitionError(.overCeiling(size: stamp.size, ceiling: limit.ceiling), at: file.path)
    }
    let moment = now()
    var intake = Intake(limit: limit, expecting: stamp.size)
    try forEachPiece { piece in intake.add(piece) }
    return intake.extract(named: name, at: moment)
  }

  /// Lends the bytes from first to last, a piece at a time.
  ///
  /// - Errors: `changedWhileReading`, after the pieces were lent.
  func forEachPiece(
    _ body: (UnsafeBufferPointer<UInt8>) throws(AcquisitionError) -> Void
  ) throws(AcquisitionError) {
    var buffer = [UInt8](repeating: 0, count: IntakeLimit.pieceBytes)
    var size = 0
    while size <= stamp.size {
      let count = try file.read(into: &buffer)
      if count == 0 { break }
      size += count
      try buffer.withUnsafeBufferPointer { bytes throws(AcquisitionError) in
        try body(UnsafeBufferPointer(rebasing: bytes[..<count]))
      }
    }
    guard size == stamp.size, try file.status() == status else {
      throw AcquisitionError(.changedWhileReading, at: file.path)
    }
  }
}
