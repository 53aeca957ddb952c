import Glibc

/// The name of a datagram socket of this machine: a path, or a name in the abstract space.
struct SocketAddress: Hashable, Sendable {
  /// As it stands in `sun_path`: an abstract name after a zero, a path before one.
  private let name: [UInt8]

  /// Reads an address as systemd writes them: `/run/…`, or `@…` for an abstract one.
  ///
  /// Gives `nil` for anything else, and for what is too long to be an address.
  init?(_ text: String) {
    var name = Array(text.utf8)
    guard name.count > 1, !name.contains(0) else { return nil }
    switch name[0] {
    case UInt8(ascii: "@"): name[0] = 0
    case UInt8(ascii: "/"): name.append(0)
    default: return nil
    }
    guard name.count <= MemoryLayout.size(ofValue: sockaddr_un().sun_path) else { return nil }
    self.name = name
  }

  /// Runs a body with the address as system calls take it.
  func withSystemAddress<Result>(_ body: (UnsafeMutablePointer<sockaddr>, socklen_t) -> Result) -> Result {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    let size = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) }
    }
  }
}
