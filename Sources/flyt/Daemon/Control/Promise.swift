import Foundation

/// What will happen to a source, and when.
struct Promise: Codable {
  let source: String
  let will: String
  let at: Date?

  init(of source: String, _ will: String, at moment: Date? = nil) {
    (self.source, self.will, at) = (source, will, moment)
  }
}

/// Promises as they travel.
struct Promises: Codable {
  let sources: [Promise]
}
