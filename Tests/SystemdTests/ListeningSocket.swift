import Foundation
import Glibc
import Testing

@testable import Systemd

/// A datagram socket of a test's own, in the place of systemd's.
final class ListeningSocket {
  let address: String
  private let descriptor: CInt

  init(at address: String) throws {
    self.address = address
    descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    let bound = try #require(SocketAddress(address)).withSystemAddress { bind(descriptor, $0, $1) }
    try #require(bound == 0, "\(address): \(String(cString: strerror(errno)))")
    var patience = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit {
    close(descriptor)
    if address.hasPrefix("/") { unlink(address) }
  }

  /// The next datagram; `nil` where none is waiting.
  func receive() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    let size = recv(descriptor, &buffer, buffer.count, CInt(MSG_DONTWAIT))
    return size < 0 ? nil : Array(buffer.prefix(size))
  }

  /// The lines of the next datagram.
  func lines() throws -> [String] {
    let text = String(decoding: try #require(receive()), as: UTF8.self)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}

/// An address that nobody else has: a path, or an abstract name.
func freeAddress(abstract: Bool = false) -> String {
  let name = "flyt-\(UUID().uuidString.prefix(13).lowercased())"
  return abstract ? "@\(name)" : FileManager.default.temporaryDirectory.appending(path: name).path
}
