import ServiceLifecycle
import Systemd

/// Writes status and metrics at each heartbeat.
struct Heartbeat: Service {
  let tools: DaemonTools

  func run() async throws {
    let bell = Bell()
    let pages = FilePages()
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      await tools.board.write()
      pages.giveBack()
      let every = await tools.board.every
      _ = await bell.wait(until: tools.clock.now + every, by: tools.clock)
    }
  }
}

/// Lets the belt say to the service manager that it moves; a belt that hangs says nothing, and is ended.
struct Watchdog: Service {
  let tools: DaemonTools

  func run() async throws {
    // Nobody waits for it: the services' lives end together, though.
    guard let limit = tools.manager.watchdog else { return await whenShutDown() }
    let bell = Bell()
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      await tools.store.pulse(tools.manager)
      _ = await bell.wait(until: tools.clock.now + limit / 3 * tools.clock.speed, by: tools.clock)
    }
  }

  private func whenShutDown() async {
    try? await gracefulShutdown()
  }
}
