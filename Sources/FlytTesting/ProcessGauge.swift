import Foundation

/// What a process takes of the machine, as the kernel tells it.
package struct ProcessGauge: Sendable {
  private let folder: String

  /// Measures a process by its number.
  package init(_ process: Int32) { folder = "/proc/\(process)" }

  /// The time that it has had of the processor, its own and the system's.
  ///
  /// - Unit: seconds.
  package func processorTime() throws -> Double {
    let text = try String(contentsOfFile: "\(folder)/stat", encoding: .utf8)
    // The name, which may hold blanks, ends with a bracket.
    let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
      throw CocoaError(.fileReadCorruptFile)
    }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// A line of the kernel's account, such as `VmHWM` for the most memory it has held, `RssAnon` for its very own, or `Threads`.
  ///
  /// - Unit: kilobytes, of memory.
  package func account(_ name: String) throws -> Int {
    let text = try String(contentsOfFile: "\(folder)/status", encoding: .utf8)
    let line = text.split(separator: "\n").first { $0.hasPrefix("\(name):") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }

  /// How many descriptors it has open.
  package func descriptors() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "\(folder)/fd").count
  }
}
