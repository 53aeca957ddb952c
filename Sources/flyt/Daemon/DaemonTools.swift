import Logging
import Systemd

/// What every part of the daemon works with.
struct DaemonTools: Sendable {
  let store: StoreRoom
  let board: StatusBoard
  let clock: Timekeeper
  let manager: ServiceManager
  let logger: Logger
}
