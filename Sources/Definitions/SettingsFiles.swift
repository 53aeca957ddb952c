/// Finds the settings file and its fragments, and reads each as far as it can be read.
struct SettingsFiles {
  /// The folder of fragments, which lies beside the settings file.
  static let fragments = "conf.d"

  /// A file, or why it could not be read.
  typealias Reading = Result<SettingsFile, DefinitionsError>

  let flags: SettingsFlags
  let precedence: Precedence
  let files: FileLookup

  /// The settings file and then its fragments in the order of their names; none without a settings file.
  ///
  /// - Errors: a file that was named and is missing.
  func readings() throws(DefinitionsError) -> [Reading] {
    guard let main = try main() else { return [] }
    let folder = absolute(Self.fragments, in: folder(of: main.value))
    guard files.isFolder(folder) else { return [read(main)] }
    do throws(DefinitionsError) {
      let names = try files.definitions(in: folder)
      return [read(main)] + names.map { read(Setting("\(folder)/\($0)", .standard)) }
    } catch {
      return [read(main), .failure(error)]
    }
  }

  /// The file that was named, else the standard one where it exists.
  private func main() throws(DefinitionsError) -> Setting<String>? {
    guard let named = precedence.named(flag: "--config", flags.config, variable: "FLYT_CONFIG") else {
      return files.isFile(Standard.config) ? Setting(Standard.config, .standard) : nil
    }
    guard files.isFile(named.value) else {
      throw DefinitionsError([
        DefinitionProblem(
          place: "\(named.origin)", what: "no such file: \(named.value)",
          advice: "Create it, or name another settings file.")
      ])
    }
    return named
  }

  private func read(_ path: Setting<String>) -> Reading {
    Reading { () throws(DefinitionsError) in
      SettingsFile(path: path.value, origin: path.origin, bytes: try files.read(path.value))
    }
  }
}

extension Settings {
  /// The settings file and its fragments in the order in which they were read.
  package var files: [SettingsFile] { [file].compactMap(\.self) + fragments }

  /// What the settings were read from, for a digest: the same only where each file is.
  ///
  /// The bytes of a settings file without fragments, so that its digest is the one that other tools print.
  package var bytesOfAllFiles: [UInt8] {
    if fragments.isEmpty { return file?.bytes ?? [] }
    // No settings file holds a zero byte, and lengths tell where each part ends.
    return files.reduce(into: []) { all, file in
      all += [0] + "\(file.path.utf8.count) \(file.bytes.count) \(file.path)".utf8 + file.bytes
    }
  }
}
