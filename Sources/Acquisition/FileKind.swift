import Glibc

/// What an entry of a folder is.
package enum FileKind: String, Hashable, Sendable {
  case regular
  case folder
  case link
  case fifo
  case socket
  case device

  init(mode: mode_t) {
    self =
      switch mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      case S_IFLNK: .link
      case S_IFIFO: .fifo
      case S_IFSOCK: .socket
      default: .device
      }
  }

  /// The kind as a sentence names it, with its article.
  package var noun: String {
    switch self {
    case .regular: "a regular file"
    case .folder: "a folder"
    case .link: "a symbolic link"
    case .fifo: "a named pipe"
    case .socket: "a socket"
    case .device: "a device"
    }
  }
}
