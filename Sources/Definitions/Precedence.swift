/// Flag before environment before settings file before default.
struct Precedence {
  let environment: [String: String]
  let currentFolder: String

  /// A path that the command line or the environment names; an empty variable counts as unset.
  func named(flag: String, _ given: String?, variable: String) -> Setting<String>? {
    if let given { return Setting(absolute(given, in: currentFolder), .flag(flag)) }
    guard let text = environment[variable], !text.isEmpty else { return nil }
    return Setting(absolute(text, in: currentFolder), .environment(variable))
  }

  /// A path, from whoever comes first.
  func path(
    flag: String, _ given: String?, variable: String, file: Setting<String>?, standard: String
  ) -> Setting<String> {
    named(flag: flag, given, variable: variable) ?? file ?? Setting(standard, .standard)
  }
}
