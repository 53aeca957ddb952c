import Foundation
import Glibc
import Testing

@testable import Systemd

/// A datagram socket of a test's own, in the place of systemd's.
final class ListeningSocket {
  /// What came in one datagram: bytes, and perhaps an open file.
  struct Datagram {
    let bytes: [UInt8]
    let file: FileHandle?
  }

  let address: String
  private let descriptor: CInt

  init(at address: String) throws {
    self.address = address
    descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    let bound = try #require(SocketAddress(address)).withSystemAddress { bind(descriptor, $0, $1) }
    try #require(bound == 0, "\(address): \(String(cString: strerror(errno)))")
  }

  deinit {
    close(descriptor)
    if address.hasPrefix("/") { unlink(address) }
  }

  /// The next datagram; `nil` where none is waiting.
  func receive() -> Datagram? {
    var (buffer, control) = ([UInt8](repeating: 0, count: 1 << 20), [UInt8](repeating: 0, count: 64))
    let (size, passed) = buffer.withUnsafeMutableBytes { buffer in
      control.withUnsafeMutableBytes { control in
        var content = iovec(iov_base: buffer.baseAddress, iov_len: buffer.count)
        return withUnsafeMutablePointer(to: &content) { content in
          var message = msghdr()
          (message.msg_iov, message.msg_iovlen) = (content, 1)
          (message.msg_control, message.msg_controllen) = (control.baseAddress, control.count)
          let size = recvmsg(descriptor, &message, CInt(MSG_DONTWAIT) | CInt(MSG_CMSG_CLOEXEC))
          return (size, message.msg_controllen)
        }
      }
    }
    guard size >= 0 else { return nil }
    let file = control.withUnsafeBytes { control in
      passed == 0 ? nil : control.loadUnaligned(fromByteOffset: MemoryLayout<cmsghdr>.size, as: CInt.self)
    }
    return Datagram(
      bytes: Array(buffer.prefix(size)),
      file: file.map { FileHandle(fileDescriptor: $0, closeOnDealloc: true) })
  }

  /// The lines of the next datagram.
  func lines() throws -> [String] {
    let text = String(decoding: try #require(receive()).bytes, as: UTF8.self)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}

/// An address that nobody else has: a path, or an abstract name.
func freeAddress(abstract: Bool = false) -> String {
  let name = "flyt-\(UUID().uuidString.prefix(13).lowercased())"
  return abstract ? "@\(name)" : FileManager.default.temporaryDirectory.appending(path: name).path
}
