/// One line of `flyt settings`: a key, its value and who decided it.
package struct SettingEntry: Equatable, Sendable, Encodable, CustomStringConvertible {
  /// Such as `store.path` or `source.inbox.every`.
  package let key: String
  /// As the settings file would hold it.
  package let value: SettingValue
  /// Such as `--store`, `FLYT_STORE`, `/etc/flyt/flyt.toml: store.path` or `default`.
  package let origin: String

  /// An entry for a listing.
  package init(_ key: String, _ value: SettingValue, _ origin: SettingOrigin) {
    (self.key, self.value, self.origin) = (key, value, "\(origin)")
  }

  /// As the settings file would say it.
  package var description: String { "\(key) = \(value)" }
}

/// The value of a setting, as JSON and as TOML write it.
package enum SettingValue: Equatable, Sendable, Encodable, CustomStringConvertible {
  case text(String)
  case integer(Int)
  case truth(Bool)

  /// Writes the bare value.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .integer(let number): try container.encode(number)
    case .truth(let truth): try container.encode(truth)
    }
  }

  /// As the settings file would say it.
  package var description: String {
    switch self {
    case .text(let text): "\"\(text)\""
    case .integer(let number): "\(number)"
    case .truth(let truth): "\(truth)"
    }
  }
}

extension Settings {
  /// Every setting in the order of the settings file; durations are texts.
  package var entries: [SettingEntry] {
    let fileEntry = file.map { SettingEntry("config", .text($0.path), $0.origin) }
    let fragmentEntries = fragments.enumerated().map { index, fragment in
      SettingEntry("fragment[\(index + 1)]", .text(fragment.path), fragment.origin)
    }
    let own: [SettingEntry?] = [
      SettingEntry("store.path", .text(store.value), store.origin),
      SettingEntry("store.minFree", .integer(minFree.value), minFree.origin),
      SettingEntry("status.path", .text(status.value), status.origin),
      SettingEntry("status.every", .text(statusEvery.value.settingText), statusEvery.origin),
      SettingEntry("status.patience", .text(statusPatience.value.settingText), statusPatience.origin),
      SettingEntry("control.socket", .text(socket.value), socket.origin),
      metrics.map { SettingEntry("metrics.path", .text($0.value), $0.origin) },
      SettingEntry("log.format", .text(logFormat.value.rawValue), logFormat.origin),
      SettingEntry("log.level", .text(logLevel.value.rawValue), logLevel.origin),
      ping.map { SettingEntry("ping.address", .text("\($0.value)"), $0.origin) },
      SettingEntry("ping.every", .text(pingEvery.value.settingText), pingEvery.origin),
    ]
    return ([fileEntry] + fragmentEntries + own).compactMap(\.self) + sources.flatMap(\.entries)
  }

  /// The same settings without what only their listing needs; a daemon with hundreds of sources need not hold that.
  package var unlisted: Settings {
    var settings = self
    for index in settings.sources.indices { settings.sources[index].entries = [] }
    return settings
  }
}
