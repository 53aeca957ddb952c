/// What the settings come to where nobody says otherwise.
enum Standard {
  static let config = "/etc/flyt/flyt.toml"
  static let store = "/var/lib/flyt/flyt.db"
  static let minFree = 268_435_456
  static let status = "/run/flyt/status.json"
  static let statusEvery = Duration.seconds(15)
  static let statusPatience = Duration.seconds(60)
  static let socket = "/run/flyt/flyt.sock"
  static let pingEvery = Duration.seconds(3600)
}
