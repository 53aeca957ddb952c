import Glibc

/// Sends one datagram, perhaps with an open file, and gives the errno number it failed with, or `nil`.
///
/// Whoever does not read holds it up for a second at most, and a reader that is
/// gone is an error, not a signal.
func sendDatagram(_ bytes: [UInt8], passing descriptor: CInt? = nil, to address: SocketAddress) -> CInt? {
  let socket = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  guard socket >= 0 else { return errno }
  defer { close(socket) }
  var patience = timeval(tv_sec: 1, tv_usec: 0)
  let size = socklen_t(MemoryLayout<timeval>.size)
  guard setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, size) == 0 else { return errno }
  return address.withSystemAddress { address, size in
    withPassed(descriptor) { control in
      var bytes = bytes
      return bytes.withUnsafeMutableBytes { bytes in
        var content = iovec(iov_base: bytes.baseAddress, iov_len: bytes.count)
        return withUnsafeMutablePointer(to: &content) { content in
          var message = msghdr()
          (message.msg_name, message.msg_namelen) = (UnsafeMutableRawPointer(address), size)
          (message.msg_iov, message.msg_iovlen) = (content, bytes.isEmpty ? 0 : 1)
          (message.msg_control, message.msg_controllen) = (control.baseAddress, control.count)
          while sendmsg(socket, &message, CInt(MSG_NOSIGNAL)) < 0 {
            if errno != EINTR { return errno }
          }
          return nil
        }
      }
    }
  }
}

/// Runs a body with the control message that passes an open file, or with none.
///
/// C's `CMSG_…` macros lay it out, which Swift can't see: a header, then the
/// descriptor, each padded to a whole number of words.
private func withPassed<Result>(
  _ descriptor: CInt?, _ body: (UnsafeMutableRawBufferPointer) -> Result
) -> Result {
  guard let descriptor else { return body(UnsafeMutableRawBufferPointer(start: nil, count: 0)) }
  let word = MemoryLayout<Int>.size
  func padded(_ size: Int) -> Int { (size + word - 1) / word * word }
  let start = padded(MemoryLayout<cmsghdr>.size)
  let end = start + MemoryLayout<CInt>.size
  return withUnsafeTemporaryAllocation(byteCount: padded(end), alignment: word) { control in
    control.initializeMemory(as: UInt8.self, repeating: 0)
    var header = cmsghdr()
    (header.cmsg_len, header.cmsg_level, header.cmsg_type) = (end, SOL_SOCKET, CInt(SCM_RIGHTS))
    control.storeBytes(of: header, as: cmsghdr.self)
    control.storeBytes(of: descriptor, toByteOffset: start, as: CInt.self)
    return body(control)
  }
}
