package import Answers
import FlowTables
import ReleaseStore

/// Figures as comma-separated values, one line for each cell.
///
/// - Shape: `year,vintage,from,to,persons,symbol`; `persons` is empty where the
///   cell has no number. With `cites` also `dataset,releasedOn,sha256,line,column,cell`,
///   where the figure stands in its extract; `cell` is for sheets.
package func figuresCSV(_ figures: [FlowFigure], cites: Bool) -> String {
  let header =
    "year,vintage,from,to,persons,symbol" + (cites ? ",dataset,releasedOn,sha256,line,column,cell" : "")
  let lines = figures.map { figure in
    let cell = figure.cell
    var fields = [
      figure.release.year.description, String(figure.release.vintage), cell.flow.origin.code,
      cell.flow.destination.code, cell.value.number.map(String.init) ?? "", cell.mark ?? "",
    ]
    if cites {
      fields += [
        figure.release.dataset, figure.release.releasedOn?.description ?? "", cell.extract.sha256,
        String(cell.at.line), String(cell.at.column), cell.at.cell ?? "",
      ]
    }
    return fields.map(csvField).joined(separator: ",")
  }
  return ([header] + lines).map { $0 + "\n" }.joined()
}

/// Quotes a field where RFC 4180 wants it.
private func csvField(_ text: String) -> String {
  guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
  return "\"" + text.replacing("\"", with: "\"\"") + "\""
}
