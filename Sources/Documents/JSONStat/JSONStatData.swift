/// A JSON object as it was sent, as far as it may be a data set; nothing is checked against anything.
struct JSONStatData {
  /// A size and its place.
  struct Size {
    let number: Int
    let at: DocumentPlace
  }

  /// One member of `dimension`.
  struct Dimension {
    let name: Cube.Text
    var labels: [Cube.Text] = []
    /// `category.index`: codes with their positions.
    var index: [(code: Cube.Text, position: Int)]?
    /// `category.label` by code, and the code of the first.
    var categoryLabels: [String: Cube.Text] = [:]
    var firstLabelled: Cube.Text?
    var hasCategories = false
    /// What 1.x keeps among its dimensions: `"role": {"time": […]}`.
    var roles: [String: Cube.Dimension.Role] = [:]
  }

  /// The figures; `positions` are those of a sparse form.
  struct Values {
    let at: DocumentPlace
    var cells = CubeCells([])
    var positions: [Int]?
  }

  enum Statuses {
    case everywhere(String)
    case list([String?], at: DocumentPlace)
    case sparse([(position: Int, mark: String, at: DocumentPlace)])
  }

  let at: DocumentPlace
  var labels: [Cube.Text] = []
  var ids: [Cube.Text]?
  var sizes: [Size]?
  var roles: [String: Cube.Dimension.Role] = [:]
  var dimensions: [String: Dimension]?
  var values: Values?
  var statuses: Statuses?
  var updated: String?

  /// `class`, in 2.0.
  var kind: String?
  /// Objects inside that may be data sets: members of a 1.x bundle, items of a 2.0 collection.
  var inner: [JSONStatData] = []
  /// What an answer that is no data set says of itself, by key.
  var messages: [String: String] = [:]
  /// Keys that tell other answers of statistical databases.
  var keys: Set<String> = []

  init(at: DocumentPlace) { self.at = at }
}
