import Acquisition
import FlowTables

/// One table to look for, at one address or in several answers of an API.
struct Errand: Sendable {
  /// Why it is looked for, which says what its absence means.
  enum Role: Sendable {
    /// It is not stored: absence means "not out yet".
    case missing
    /// It must be there.
    case known
    /// It is stored, or linked to: absence is noted, and no reason to call the source failing.
    case swept
  }

  /// Several where the server gives no more at a time.
  let requests: [WebRequest]
  /// How the store knows the answer.
  let key: String
  /// How the extract is called; dates and years in it are witnesses, so that none of ours may stand there.
  let name: String
  let role: Role
  let year: ReferenceYear?
  /// The day on which an edition is looked for, where its address holds it.
  var releasedOn: CivilDate?
  /// Whether it is asked for whatever its server calls it.
  let isUnconditional: Bool
  /// What is wrong with answers that are whole, each by itself.
  var objection: @Sendable ([WebResponse]) -> WebError.Reason? = { _ in nil }

  /// A table at an address.
  init(_ address: WebAddress, _ role: Role, year: ReferenceYear? = nil, isUnconditional: Bool) {
    (requests, key, name) = ([WebRequest(address)], address.text, address.description)
    (self.role, self.year, self.isUnconditional) = (role, year, isUnconditional)
  }

  /// A table that has to be asked for in other ways; always as if it were new.
  init(_ requests: [WebRequest], _ role: Role, key: String, name: String, year: ReferenceYear?) {
    (self.requests, self.role, self.key) = (requests, role, key)
    (self.name, self.year, isUnconditional) = (name, year, true)
  }
}
