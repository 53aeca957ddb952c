import FlowTables
package import ReleaseStore

extension ReleaseRecord {
  /// Whether it was here, and out, by some moment.
  func isSeen(from viewpoint: Viewpoint) -> Bool {
    if let moment = viewpoint.asOf, recordedAt > moment { return false }
    guard let moment = viewpoint.publishedBy else { return true }
    return releasedOn.map { $0 <= CivilDate(moment) } ?? (recordedAt <= moment)
  }

  /// What whoever uses the release's figures must know, seen from some moment.
  package func notes(from viewpoint: Viewpoint) -> [String] {
    var notes: [String] = []
    let name = "\(dataset) \(year) r\(vintage)"
    let day = CivilDate(recordedAt)
    if let moment = viewpoint.publishedBy {
      if releasedOn == nil {
        notes.append("\(name): the publisher's date is unknown; ours, \(day), stands in for it.")
      } else if recordedAt > moment {
        notes.append("\(name): published on \(publicationDay), but not known here before \(day).")
      }
    }
    if let defect {
      let sums = defect.findings.count
      notes.append(
        "\(name): accepted although \(sums) finding\(sums == 1 ? "" : "s") of its sums contradict it "
          + "(\(defect.because))\(defect.isOpen ? "" : "; closed since").")
    }
    return notes
  }
}
