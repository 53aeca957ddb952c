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
  /// The settings file that it stands in.
  package var file: String
  /// As `flyt settings` lists them; what they say stands in ``kind``, which is the same in another place of the file.
  package var entries: [SettingEntry]

  /// A source that is known already.
  package init(name: String, enabled: Bool, kind: Kind, file: String, entries: [SettingEntry] = []) {
    (self.name, self.enabled, self.kind) = (name, enabled, kind)
    (self.file, self.entries) = (file, entries)
  }
}

/// How a folder is watched.
package struct FolderSettings: Equatable, Sendable {
  /// The inbox.
  package var path: String
  /// Where files go whose tables were stored or known.
  package var accepted: String
  /// Where files go of which something was refused or held, each with its card.
  package var refused: String
  /// The time between two looks.
  package var every: Duration
  /// How long a file must stay unchanged before it is read.
  package var settle: Duration
  /// Larger files are refused unread.
  package var maxBytes: Int
  /// The name of a file that lies in the inbox; without it the folder counts as not mounted.
  package var marker: String?

  /// A folder whose settings are known already.
  package init(
    path: String, accepted: String, refused: String, every: Duration, settle: Duration, maxBytes: Int,
    marker: String? = nil
  ) {
    (self.path, self.accepted, self.refused) = (path, accepted, refused)
    (self.every, self.settle, self.maxBytes, self.marker) = (every, settle, maxBytes, marker)
  }
}
