import Glibc

/// The address of a Unix socket in the file system, and the calls that take one.
package enum SocketPath {
  /// What the kernel's structure holds, the zero at its end left out.
  ///
  /// - Unit: bytes.
  package static let longest = 107

  /// What stands behind the path of the public socket while it is made, and behind those of the folder and the socket that
  /// nobody else may open.
  static let suffixes = (staged: ".new", room: ".in", inner: ".in/s")

  /// Connects to whoever listens at a path; gives the descriptor.
  static func connect(to path: String) throws(ControlError) -> CInt {
    let descriptor = try open(path)
    let result = withAddress(path) { Glibc.connect(descriptor, $0, $1) }
    guard result == 0 else {
      let code = errno
      close(descriptor)
      throw ControlError(doing: "connecting", code, at: path)
    }
    return descriptor
  }

  /// Listens at a path that no name is in the way of, for its owner and group alone.
  ///
  /// Nobody can connect before it listens, and then the mode is right already.
  static func listen(at path: String, mode: mode_t) throws(ControlError) -> CInt {
    let descriptor = try open(path)
    for (doing, call) in [
      ("binding", { withAddress(path) { bind(descriptor, $0, $1) } }),
      ("setting the mode", { chmod(path, mode) }),
      ("listening", { Glibc.listen(descriptor, 16) }),
    ] as [(String, () -> CInt)] where call() != 0 {
      let code = errno
      close(descriptor)
      unlink(path)
      throw ControlError(doing: doing, code, at: path)
    }
    return descriptor
  }

  /// Takes away what a daemon that was killed left at a path.
  ///
  /// - Errors: `notASocket` for anything else, which is left alone.
  static func clear(_ path: String) throws(ControlError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else { throw ControlError(.notASocket, at: path) }
    unlink(path)
  }

  /// Names a file at a path, whatever may take the name later; `nil` where there is none.
  static func identity(of path: String) -> [UInt64]? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    return [UInt64(status.st_dev), UInt64(status.st_ino)]
  }

  private static func open(_ path: String) throws(ControlError) -> CInt {
    let bytes = path.utf8.count
    guard bytes <= longest else { throw ControlError(.tooLong(bytes: bytes), at: path) }
    let descriptor = socket(
      AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw ControlError(doing: "opening a socket", errno, at: path) }
    return descriptor
  }

  private static func withAddress(
    _ path: String, _ call: (UnsafePointer<sockaddr>, socklen_t) -> CInt
  ) -> CInt {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(longest)) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        call($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}

extension ControlError {
  /// Says of a failed system call what it was for.
  init(doing: String, _ code: CInt, at path: String) {
    let reason: Reason =
      switch code {
      case ECONNREFUSED: .notRunning
      case ENOENT, ENOTDIR: doing == "connecting" ? .notRunning : .missingFolder
      case EACCES, EPERM, EROFS: .notPermitted
      default: .inputOutput(doing: doing, system: String(cString: strerror(code)))
      }
    self.init(reason, at: path)
  }
}
