import Glibc

/// An open connection, whose every wait has an end.
struct Connection: ~Copyable {
  private let descriptor: CInt

  init(_ descriptor: CInt) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Who is at the other end, as the kernel tells it.
  var peer: Caller? {
    // The kernel's `struct ucred`: process, user, group.
    var credentials: (pid: pid_t, uid: uid_t, gid: gid_t) = (0, 0, 0)
    var size = socklen_t(MemoryLayout.size(ofValue: credentials))
    guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 else { return nil }
    return Caller(uid: credentials.uid, pid: credentials.pid)
  }

  /// What has come; empty at the end, `nil` when the time is up or the connection broken.
  func read(by deadline: ContinuousClock.Instant) -> [UInt8]? {
    guard wait(for: POLLIN, by: deadline) else { return nil }
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let count = recv(descriptor, &buffer, buffer.count, CInt(MSG_DONTWAIT))
    guard count >= 0 else { return errno == EINTR || errno == EAGAIN ? read(by: deadline) : nil }
    return Array(buffer.prefix(count))
  }

  /// Writes everything; `false` when the time is up or nobody reads.
  @discardableResult
  func write(_ bytes: [UInt8], by deadline: ContinuousClock.Instant) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      guard wait(for: POLLOUT, by: deadline) else { return false }
      let count = rest.withUnsafeBytes {
        send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL) | CInt(MSG_DONTWAIT))
      }
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Reads the head of a request, and what came with it of the body.
  func readHead(
    atMost limit: Int, by deadline: ContinuousClock.Instant
  ) throws(RequestHead.Refusal) -> (head: [UInt8], rest: [UInt8]) {
    let end = Array("\r\n\r\n".utf8)
    var bytes: [UInt8] = []
    while true {
      guard let more = read(by: deadline), !more.isEmpty else { throw .tooSlow }
      let known = max(0, bytes.count - end.count)
      bytes += more
      if let found = bytes[known...].firstRange(of: end) {
        guard found.lowerBound <= limit else { throw .tooLong }
        return (Array(bytes[..<found.lowerBound]), Array(bytes[found.upperBound...]))
      }
      guard bytes.count <= limit else { throw .tooLong }
    }
  }

  /// Says that nothing more comes, and reads on until the other end says so too.
  func drain(by deadline: ContinuousClock.Instant) {
    shutdown(descriptor, CInt(SHUT_WR))
    while let more = read(by: deadline), !more.isEmpty {}
  }

  private func wait(for event: CInt, by deadline: ContinuousClock.Instant) -> Bool {
    while true {
      let left = ContinuousClock.now.duration(to: deadline).components
      guard left.seconds >= 0, left.attoseconds >= 0 else { return false }
      let milliseconds = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000 + 1
      var waiting = pollfd(fd: descriptor, events: Int16(event), revents: 0)
      let count = poll(&waiting, 1, CInt(clamping: milliseconds))
      if count > 0 { return true }
      if count < 0, errno != EINTR { return false }
    }
  }
}
