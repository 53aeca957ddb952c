/// A form in which tables of flows are published, with one choice of its variations.
package struct TableForm: Sendable, CustomStringConvertible {
  /// The form and what is particular in it.
  package let description: String
  /// Whether it prints sums, by which a reading can be proven.
  package let carriesTotals: Bool
  /// Whether one file may hold several years.
  package let carriesYears: Bool
  /// The file with the tables, one for each year.
  package let bytes: @Sendable ([SyntheticTable]) -> [UInt8]

  private init(
    _ description: String, totals: Bool = true, years: Bool = true,
    _ bytes: @escaping @Sendable ([SyntheticTable]) -> [UInt8]
  ) {
    (self.description, carriesTotals, carriesYears, self.bytes) = (description, totals, years, bytes)
  }

  /// Every form, each in its likeliest variations.
  package static let all: [Self] = pageTexts + pages + delimited + databases + workbooks + printed + wrapped

  private static let pageTexts = [
    Self("page text", years: false) { tables in tables.first.map { PageText().render($0) } ?? [] },
    Self("page text, Norwegian", years: false) { tables in
      var options = PageTextOptions.page2011
      options.language = .bokmål
      return tables.first.map { PageText(options).render($0) } ?? []
    },
  ]

  private static let pages: [Self] = [
    page("HTML page") { _ in },
    page("HTML page, Norwegian, Windows-1252 undeclared") { options in
      options.language = .bokmål
      options.encoding = .windows1252
      options.declaresEncoding = false
    },
    page("HTML page, two blocks in a layout table, no-break spaces") { options in
      options.columnBlocks = 2
      options.isNested = true
      options.thousandsMark = "&nbsp;"
      options.breaksLabels = true
    },
    page("HTML page without sums", totals: false) { $0.hasTotals = false },
  ]

  private static let delimited: [Self] = [
    text("long CSV of codes", DelimitedForm(separator: ","), totals: false),
    text("long CSV of names", DelimitedForm(label: .name, languages: ["en"]), totals: false),
    text("long CSV with sums", DelimitedForm(.long(DelimitedForm.usual, totals: true))),
    text(
      "our own export",
      DelimitedForm(
        .long(
          [(.year, "year"), (.to, "to"), (.from, "from"), (.value, "persons"), (.symbol, "symbol")],
          totals: false), separator: ","), totals: false),
    text("wide CSV by year", DelimitedForm(.wide(years: true, totals: true), label: .codeAndName)),
    text(
      "wide UTF-16 with tabs",
      DelimitedForm(
        .wide(years: true, totals: true), separator: "\t", quoting: .all, encoding: .utf16, label: .name)),
    text("wide CSV without sums", DelimitedForm(.wide(years: true, totals: false)), totals: false),
    text("database export of places", .export(), totals: false, years: false),
    text("database export of years", .export(.exportOfYears), totals: false),
    Self("Markdown") { MarkdownForm().bytes(of: $0) },
    Self("long Markdown of names") {
      MarkdownForm(isLong: true, hasFrame: false, label: .name).bytes(of: $0)
    },
  ]

  private static let databases: [Self] = [
    cube("JSON-stat 2.0") { _ in },
    cube("JSON-stat 2.0 with sums, to before from", totals: true) { form in
      form.shape.hasTotals = true
      form.shape.order = [.year, .to, .contents, .from]
      form.statuses = .asValues
    },
    cube("JSON-stat 1.x, sparse") { form in
      form.wrapping = .dataset
      form.isSparse = true
      form.index = .list
    },
    cube("JSON-stat bundle, English, status as array") { form in
      form.wrapping = .bundle
      form.statuses = .array
      form.index = .leftOutOfSingles
      form.shape.language = "en"
    },
    cube("JSON-stat collection, indented") { form in
      form.wrapping = .collection
      form.isIndented = true
    },
    axis("PC-Axis") { _ in },
    axis("PC-Axis with sums, all in the stub", totals: true) { form in
      form.shape.hasTotals = true
      form.stub = 4
      form.encoding = .utf8SaidLatin1
    },
    axis("PC-Axis with keys and languages") { form in
      form.keys = .codes
      form.stub = 2
      form.otherLanguages = ["en"]
      form.encoding = .utf8
    },
    axis("PC-Axis without codes, code page 850") { form in
      form.hasCodes = false
      form.encoding = .codePage850
    },
  ]

  private static let workbooks: [Self] = [
    workbook("workbook") { _ in },
    workbook("workbook, years as numbers, merged, Norwegian") { options in
      options.language = .bokmål
      options.yearsAreNumbers = true
      options.merges = true
      options.sharesStrings = false
    },
    workbook("workbook of pairs down and years across") { $0.shape = .years },
    workbook("long workbook without sums", totals: false) { options in
      options.shape = .long
      options.hasTotals = false
    },
  ]

  private static let printed = [
    Self("PDF", years: false) { tables in
      var options = PageTextOptions.page2011
      options.thousandsMark = nil
      return tables.first.map { PDFForm().bytes(of: PageText(options).lines(of: $0)) } ?? []
    }
  ]

  private static let wrapped = [
    Self("zip of a long CSV", totals: false) { tables in
      ZipWriter(["flows.csv": DelimitedForm().bytes(of: tables)]).bytes
    }
  ]

  private static func page(
    _ name: String, totals: Bool = true, _ change: @escaping @Sendable (inout HTMLForm.Options) -> Void
  ) -> Self {
    Self(name, totals: totals) { tables in
      var options = HTMLForm.Options()
      change(&options)
      return HTMLForm(options).bytes(of: tables)
    }
  }

  private static func text(_ name: String, _ form: DelimitedForm, totals: Bool = true, years: Bool = true)
    -> Self
  {
    Self(name, totals: totals, years: years) { form.bytes(of: $0) }
  }

  private static func cube(
    _ name: String, totals: Bool = false, _ change: @escaping @Sendable (inout JSONStatForm) -> Void
  ) -> Self {
    Self(name, totals: totals) { tables in
      var form = JSONStatForm()
      change(&form)
      return form.bytes(of: tables)
    }
  }

  private static func axis(
    _ name: String, totals: Bool = false, _ change: @escaping @Sendable (inout PCAxisForm) -> Void
  ) -> Self {
    Self(name, totals: totals) { tables in
      var form = PCAxisForm()
      change(&form)
      return form.bytes(of: tables)
    }
  }

  private static func workbook(
    _ name: String, totals: Bool = true, _ change: @escaping @Sendable (inout WorkbookForm.Options) -> Void
  ) -> Self {
    Self(name, totals: totals) { tables in
      var options = WorkbookForm.Options()
      change(&options)
      return WorkbookForm(options).bytes(of: tables)
    }
  }
}
