import ServiceLifecycle

/// Ends the daemon in good order when somebody asks for it.
struct StopWish: Service {
  private let wishes: AsyncStream<Void>
  private let wish: AsyncStream<Void>.Continuation

  /// Nobody has asked yet.
  init() { (wishes, wish) = AsyncStream.makeStream(of: Void.self) }

  /// Asks for it; whoever asked still gets an answer.
  func make() { wish.yield() }

  /// Comes back when somebody asked, which ends all other services too.
  func run() async throws {
    for await _ in wishes.cancelOnGracefulShutdown() { return }
  }
}
