import ControlSocket
import ServiceLifecycle

/// Keeps the control socket open for as long as the daemon runs.
///
/// Work goes on without it: whoever cleans the folder it is in must not stop the daemon.
struct ControlService: Service {
  /// How often it is seen to.
  private static let every = Duration.seconds(5)

  let server: ControlServer
  let tools: DaemonTools

  func run() async throws {
    let bell = Bell()
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      if await !server.isReachable { await open() }
      _ = await bell.wait(until: tools.clock.now + Self.every * tools.clock.speed, by: tools.clock)
    }
    await server.end()
  }

  private func open() async {
    do throws(ControlError) {
      try await server.begin()
      await tools.board.noteControlSocket(nil)
    } catch {
      await tools.board.noteControlSocket(Failure(error))
    }
  }
}
