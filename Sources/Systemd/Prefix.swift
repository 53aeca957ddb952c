extension String {
  /// As many of the first characters as fit into so many bytes.
  func prefix(bytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var size = 0
    return String(
      prefix {
        size += $0.utf8.count
        return size <= limit
      })
  }
}
