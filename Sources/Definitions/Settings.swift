/// What flags, environment, settings file and defaults came to.
///
/// - Paths: absolute, and free of `.` and `..`.
package struct Settings: Equatable, Sendable {
  /// The settings file in use, if there is one.
  package var file: SettingsFile?
  /// The database of everything ever read.
  package var store: Setting<String>
  /// The status file.
  package var status: Setting<String>
  /// How often the status file is written anew.
  package var statusEvery: Setting<Duration>
  /// The control socket.
  package var socket: Setting<String>
  /// In the order of the file, disabled ones too.
  package var sources: [SourceSettings]

  /// Settings that are known already, as tests have them.
  package init(
    file: SettingsFile?, store: Setting<String>, status: Setting<String>, statusEvery: Setting<Duration>,
    socket: Setting<String>, sources: [SourceSettings]
  ) {
    (self.file, self.store, self.status) = (file, store, status)
    (self.statusEvery, self.socket, self.sources) = (statusEvery, socket, sources)
  }
}

/// The file that settings were read from.
package struct SettingsFile: Equatable, Sendable {
  /// Absolute.
  package var path: String
  /// Who named the file.
  package var origin: SettingOrigin
  /// As read, for the digest that the status shows.
  package var bytes: [UInt8]

  /// A file that was read.
  package init(path: String, origin: SettingOrigin, bytes: [UInt8]) {
    (self.path, self.origin, self.bytes) = (path, origin, bytes)
  }
}

/// One `[[source]]` of the settings.
package struct SourceSettings: Equatable, Sendable {
  /// What a source is.
  package enum Kind: Equatable, Sendable {
    case folder(FolderSettings)
    case web(WebSettings)

    /// The word of the settings file.
    package var name: String {
      switch self {
      case .folder: "folder"
      case .web(let web):
        switch web.target {
        case .page: "url"
        case .index: "index"
        case .pxweb: "pxweb"
        }
      }
    }
  }

  /// Unique among the sources; how commands and the status call it.
  package var name: String
  /// Whether the daemon looks at it.
  package var enabled: Bool
  /// What it is, with the settings of that kind.
  package var kind: Kind

  /// A source that is known already.
  package init(name: String, enabled: Bool, kind: Kind) {
    (self.name, self.enabled, self.kind) = (name, enabled, kind)
  }
}

/// How a folder is watched.
package struct FolderSettings: Equatable, Sendable {
  /// The inbox.
  package var path: Setting<String>
  /// Where files go whose tables were stored or known.
  package var accepted: Setting<String>
  /// Where files go of which something was refused or held, each with its card.
  package var refused: Setting<String>
  /// The time between two looks.
  package var every: Setting<Duration>
  /// How long a file must stay unchanged before it is read.
  package var settle: Setting<Duration>
  /// Larger files are refused unread.
  package var maxBytes: Setting<Int>

  /// A folder whose settings are known already.
  package init(
    path: Setting<String>, accepted: Setting<String>, refused: Setting<String>, every: Setting<Duration>,
    settle: Setting<Duration>, maxBytes: Setting<Int>
  ) {
    (self.path, self.accepted, self.refused) = (path, accepted, refused)
    (self.every, self.settle, self.maxBytes) = (every, settle, maxBytes)
  }
}
