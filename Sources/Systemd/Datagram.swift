import Glibc

/// Sends one datagram, and gives the errno number it failed with, or `nil`.
///
/// Whoever does not read holds it up for a second at most, and a reader that is
/// gone is an error, not a signal.
func sendDatagram(_ bytes: [UInt8], to address: SocketAddress) -> CInt? {
  let socket = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  guard socket >= 0 else { return errno }
  defer { close(socket) }
  var patience = timeval(tv_sec: 1, tv_usec: 0)
  let size = socklen_t(MemoryLayout<timeval>.size)
  guard setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, size) == 0 else { return errno }
  return address.withSystemAddress { address, size in
    while true {
      if sendto(socket, bytes, bytes.count, CInt(MSG_NOSIGNAL), address, size) >= 0 { return nil }
      if errno != EINTR { return errno }
    }
  }
}
