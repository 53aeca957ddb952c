/// What the path of a Unix socket must keep to, unlike that of a file.
package enum SocketPathRule {
  /// `sun_path` of `<sys/un.h>` has 108 bytes, of which the last is zero; some are kept for the longer path of a second socket
  /// beside it.
  package static let mostBytes = 102

  /// What to do about a longer one.
  static let advice = "Name a shorter path, such as /run/flyt/flyt.sock."

  /// What is wrong with a path; `nil` where nothing is.
  static func complaint(about path: String) -> String? {
    let count = path.utf8.count
    guard count > mostBytes else { return nil }
    return "\(path) has \(count) bytes where at most \(mostBytes) fit into the address of a socket"
  }

  /// What is wrong with a path that no file is to blame for.
  static func problem(with socket: Setting<String>) -> DefinitionProblem? {
    complaint(about: socket.value).map {
      DefinitionProblem(place: "\(socket.origin)", what: $0, advice: advice)
    }
  }
}
