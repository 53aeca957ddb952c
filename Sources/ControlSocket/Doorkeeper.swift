import Dispatch
import Foundation
import Glibc
import Synchronization

/// Stands at the public socket and lets in only whole, small and timely requests, one after the other.
///
/// The server behind it has no limits on heads, times or connections, and is not told who calls; both are seen to here.
/// It talks to that server over a socket that nobody else may open.
final class Doorkeeper: Sendable {
  /// What a caller may cost.
  struct Limits: Sendable {
    /// Callers at a time.
    var callers = 8
    /// - Unit: bytes.
    var head = 16 << 10
    /// - Unit: bytes.
    var body = 64 << 20
    /// For the head.
    var headTime = Duration.seconds(5)
    /// For the body, and for taking the answer.
    var bodyTime = Duration.seconds(60)
    /// For the work.
    var workTime = Duration.seconds(900)
  }

  /// - Unit: bytes.
  private static let largeBody = 1 << 20

  let path: String
  private let inner: String
  private let limits: Limits
  private let listener: CInt
  private let identity: [UInt64]?
  /// Written to when it is time to go.
  private let bell: (read: CInt, write: CInt)
  private let callers = Atomic(0)
  private let isGone = Atomic(false)
  /// Held by the one caller whose body is large: several at once could take all memory.
  private let large = DispatchSemaphore(value: 1)

  /// Takes its place; callers are let in from now on.
  ///
  /// The name is given last and in one step, in place of what a daemon that was killed left there.
  init(at path: String, before inner: String, limits: Limits = Limits()) throws(ControlError) {
    (self.path, self.inner, self.limits) = (path, inner, limits)
    let staged = path + SocketPath.suffixes.staged
    var status = stat()
    if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFSOCK {
      throw ControlError(.notASocket, at: path)
    }
    try SocketPath.clear(staged)
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { throw ControlError(doing: "opening the socket", errno, at: path) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    bell = (ends[0], ends[1])
    do {
      listener = try SocketPath.listen(at: staged, mode: 0o660)
    } catch {
      for end in ends { close(end) }
      throw error
    }
    guard rename(staged, path) == 0 else {
      let code = errno
      for descriptor in ends + [listener] { close(descriptor) }
      unlink(staged)
      throw ControlError(doing: "opening the socket", code, at: path)
    }
    identity = SocketPath.identity(of: path)
    Thread.detachNewThread { [self] in letIn() }
  }

  /// Whether the name still stands for this socket, and somebody stands at it.
  var isInPlace: Bool {
    identity != nil && SocketPath.identity(of: path) == identity && !isGone.load(ordering: .relaxed)
  }

  /// Whether nobody is inside.
  var isEmpty: Bool { callers.load(ordering: .relaxed) == 0 }

  /// Lets nobody in any more; whoever is inside may finish.
  func leave() {
    if SocketPath.identity(of: path) == identity { unlink(path) }
    close(bell.write)
  }

  private func letIn() {
    defer {
      isGone.store(true, ordering: .relaxed)
      close(listener)
      close(bell.read)
    }
    while true {
      var waiting = [
        pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
        pollfd(fd: bell.read, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&waiting, 2, -1) >= 0 || errno == EINTR else { return }
      if waiting[1].revents != 0 { return }
      guard waiting[0].revents != 0 else { continue }
      let caller = accept(listener, nil, nil)
      guard caller >= 0 else {
        // Out of descriptors, say: the next moment may have some.
        poll(nil, 0, 100)
        continue
      }
      _ = fcntl(caller, F_SETFD, FD_CLOEXEC)
      let inside = callers.add(1, ordering: .relaxed).newValue
      let isCrowded = inside > limits.callers
      guard inside <= limits.callers * 4 else {
        // Not even a word to each of a flood.
        callers.subtract(1, ordering: .relaxed)
        close(caller)
        continue
      }
      Thread.detachNewThread { [self] in
        serve(Connection(caller), isCrowded: isCrowded)
        callers.subtract(1, ordering: .relaxed)
      }
    }
  }

  /// Passes one request on and its answer back, or says why not.
  private func serve(_ caller: borrowing Connection, isCrowded: Bool) {
    do throws(RequestHead.Refusal) {
      if isCrowded { throw .crowded }
      guard let who = caller.peer else { throw .malformed }
      var (head, rest) = try caller.readHead(atMost: limits.head, by: .now + limits.headTime)
      let request = try RequestHead(head, mostBody: limits.body)
      head = []
      if request.expectsLeave {
        caller.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), by: .now + limits.headTime)
      }
      let lines =
        "\(request.method) \(request.target) HTTP/1.1\r\nConnection: close\r\n"
        + "Content-Length: \(request.bodyLength)\r\n\(CallerHeader.line(for: who))\r\n\r\n"
      let isLarge = request.bodyLength > Self.largeBody
      if isLarge { large.wait() }
      defer { if isLarge { large.signal() } }
      try take(request, Array(lines.utf8), &rest, from: caller)
    } catch {
      caller.write(error.answer, by: .now + limits.headTime)
      // What is still on its way would make the kernel drop the answer.
      caller.drain(by: .now + limits.headTime)
    }
  }

  /// Takes the body in, and passes all on.
  private func take(
    _ request: RequestHead, _ head: [UInt8], _ body: inout [UInt8], from caller: borrowing Connection
  ) throws(RequestHead.Refusal) {
    let deadline = ContinuousClock.now + limits.bodyTime
    body.reserveCapacity(request.bodyLength)
    while body.count < request.bodyLength {
      guard let more = caller.read(by: deadline), !more.isEmpty else { throw .tooSlow }
      body += more
    }
    body.removeLast(body.count - request.bodyLength)
    pass(head, body, to: caller)
  }

  private func pass(_ head: [UInt8], _ body: [UInt8], to caller: borrowing Connection) {
    guard let descriptor = try? SocketPath.connect(to: inner) else { return }
    let server = Connection(descriptor)
    // A server that has had enough may have said so before all was written.
    if server.write(head, by: .now + limits.bodyTime) { server.write(body, by: .now + limits.bodyTime) }
    let deadline = ContinuousClock.now + limits.workTime
    while let answer = server.read(by: deadline), !answer.isEmpty {
      guard caller.write(answer, by: .now + limits.bodyTime) else { return }
    }
  }
}

/// How the server behind is told who calls.
enum CallerHeader {
  static let name = "Flyt-Caller"

  static func line(for caller: Caller) -> String { "\(name): \(caller.uid) \(caller.pid)" }

  static func caller(in value: String?) -> Caller? {
    let words = (value ?? "").split(separator: " ")
    guard words.count == 2, let uid = UInt32(words[0]), let pid = Int32(words[1]) else { return nil }
    return Caller(uid: uid, pid: pid)
  }
}
