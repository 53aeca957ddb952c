import Glibc

/// The errno number of a failed system call.
struct SystemFault: Error, Equatable {
  let code: CInt

  /// The C library's sentence for the number.
  var text: String { String(cString: strerror(code)) }
}

/// Makes a system call, again for as long as signals interrupt it.
@discardableResult
func systemCall<Result: SignedInteger>(_ call: () -> Result) throws(SystemFault) -> Result {
  while true {
    let result = call()
    if result >= 0 { return result }
    let code = errno
    if code != EINTR { throw SystemFault(code: code) }
  }
}

/// Makes a system call about one file, and names the file should it fail.
@discardableResult
func systemCall<Result: SignedInteger>(
  _ doing: String, _ path: @autoclosure () -> String, _ call: () -> Result
) throws(AcquisitionError) -> Result {
  do {
    return try systemCall(call)
  } catch {
    throw AcquisitionError(error, doing: doing, at: path())
  }
}
