/// Why the socket could not be opened, or a request not be put.
package struct ControlError: Error, Hashable, CustomStringConvertible {
  /// What went wrong.
  package enum Reason: Hashable, Sendable {
    /// Nobody listens there.
    case notRunning
    /// Another daemon listens there.
    case inUse
    /// Something other than a socket is there, and stays there.
    case notASocket
    case notPermitted
    /// A socket's address holds no more than ``SocketPath/longest`` bytes.
    case tooLong(bytes: Int)
    /// The folder that the socket should be in does not exist.
    case missingFolder
    /// The answer broke off, or was none.
    case brokenOff(String)
    /// Everything else; the payload is what was tried and the system's sentence.
    case inputOutput(doing: String, system: String)
  }

  /// What went wrong there.
  package let reason: Reason
  /// The socket.
  package let path: String

  /// Says what went wrong, and with which socket.
  package init(_ reason: Reason, at path: String) { (self.reason, self.path) = (reason, path) }

  /// Where and what, then what to do about it.
  package var description: String {
    switch reason {
    case .notRunning:
      "\(path): the daemon is not running. Start it with 'flyt run' or 'systemctl start flyt'."
    case .inUse:
      "\(path): another daemon listens there. Stop it, or set another control.socket."
    case .notASocket:
      "\(path): something else than a socket is there. Set another control.socket."
    case .notPermitted:
      "\(path): not permitted. Steering the daemon is for members of its group: have yourself added to it."
    case .tooLong(let bytes):
      "\(path): \(bytes) bytes, where a socket's address holds \(SocketPath.longest). Set a shorter control.socket."
    case .missingFolder:
      "\(path): its folder does not exist. Create it, or set another control.socket."
    case .brokenOff(let how):
      "\(path): the daemon's answer broke off (\(how)). 'flyt status' says how it is."
    case .inputOutput(let doing, let system):
      "\(path): \(doing) failed: \(system)."
    }
  }
}
