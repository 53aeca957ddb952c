import FlowTables

/// Goes through statements and gathers what they show of a table of flows.
struct StatementComparison {
  let flows: [Flow: CellValue]
  let tolerance: Int
  private var checked: [FlowStatement] = []
  private var agreeing = 0
  private var confirmed: Set<Flow> = []
  private var warnings: [Finding] = []
  /// By flow what each statement makes of it, the first that did so first.
  private var fills: [Flow: [Testimony.Fill]] = [:]

  init(flows: [Flow: CellValue], tolerance: Int) { (self.flows, self.tolerance) = (flows, tolerance) }

  /// What has been shown; a cell of which two statements say different things is not filled.
  var testimony: Testimony {
    let determined = fills.values.filter { fills in fills.allSatisfy { $0.persons == fills[0].persons } }
    let contradictions = fills.values.compactMap { fills in
      fills.first { $0.persons != fills[0].persons }.map { contradiction(fills[0], $0) }
    }
    return Testimony(
      checked: checked.count, agreeing: agreeing, cells: confirmed.count,
      warnings: warnings + contradictions.sorted { $0.message < $1.message },
      fills: determined.map { $0[0] }.sorted {
        ($0.flow.origin, $0.flow.destination) < ($1.flow.origin, $1.flow.destination)
      },
      isOfPairs: checked.allSatisfy { $0.kind == .pair })
  }

  /// Checks a statement, or fills in what it alone determines.
  mutating func take(_ statement: FlowStatement) {
    let unknown = statement.terms.filter { number(of: $0.flow) == nil }
    guard unknown.count < 2, let known = known(of: statement) else { return }
    let (difference, isTooFar) = statement.value.subtractingReportingOverflow(known)
    if isTooFar { return }
    guard let open = unknown.first else { return check(statement, computed: known, difference: difference) }
    let (persons, isTooMany) = difference.multipliedReportingOverflow(by: open.factor)
    if isTooMany { return }
    guard persons >= 0 else {
      warnings.append(
        differs(
          statement, found: nil, "which would leave \(grouped(persons)) persons for \(open.flow)"))
      return
    }
    fills[open.flow, default: []].append(
      Testimony.Fill(flow: open.flow, persons: persons, statement: statement))
  }

  private mutating func check(_ statement: FlowStatement, computed: Int, difference: Int) {
    checked.append(statement)
    if difference.magnitude <= tolerance.magnitude {
      confirmed.formUnion(statement.terms.map(\.flow))
      return agreeing += 1
    }
    warnings.append(differs(statement, found: computed, "the flows give \(grouped(computed))"))
  }

  /// What the cells with a number add up to; `nil` where that is beyond all numbers.
  private func known(of statement: FlowStatement) -> Int? {
    sum(
      statement.terms.compactMap { term in
        number(of: term.flow).map { number in
          let (product, isTooFar) = number.multipliedReportingOverflow(by: term.factor)
          return isTooFar ? nil : product
        }
      })
  }

  private func number(of flow: Flow) -> Int? {
    switch flows[flow] {
    case .persons(let number): number
    case .absent(.notApplicable): 0
    case .absent(.suppressed), .absent(.notAvailable), nil: nil
    }
  }

  private func differs(_ statement: FlowStatement, found: Int?, _ what: String) -> Finding {
    Finding(
      .companionDiffers,
      "\(statement.name): \(statement.witness) says \(grouped(statement.value)) (\(statement.at)), \(what). "
        + "Compare both with the publisher's tables.",
      severity: .warning, from: statement.from, to: statement.to, expected: statement.value, found: found)
  }

  private func contradiction(_ one: Testimony.Fill, _ other: Testimony.Fill) -> Finding {
    Finding(
      .companionDiffers,
      "\(one.flow) has no number: \(one.statement.name) of \(one.statement.witness) (\(one.statement.at)) makes it "
        + "\(grouped(one.persons)), \(other.statement.name) of \(other.statement.witness) (\(other.statement.at)) "
        + "\(grouped(other.persons)); it stays open.",
      severity: .warning, from: one.flow.origin.code, to: one.flow.destination.code, expected: one.persons,
      found: other.persons)
  }
}
