package import Extracts

/// Opens Excel workbooks (.xlsx): one sheet for each worksheet.
///
/// Values are read as the workbook last computed them; nothing is computed here.
package struct WorkbookReader: DocumentReader {
  /// Far more than any table's workbook; what is larger is no table.
  package static let sizeLimit = 16 << 20
  /// In all sheets together: more than a statistical database hands out at once.
  package static let mostCells = 1_000_000
  /// In all sheets together, blank ones among them.
  package static let mostRows = 2_000_000

  /// The name of the format.
  package let format = "Excel workbook"

  /// A reader; it has no settings.
  package init() {}

  /// Claims every spreadsheet, so that those that are not read are refused by name.
  package func recognizes(_ extract: Extract) -> Bool {
    extract.bytes.starts(with: compoundFile) || WorkbookArchive.recognizes(extract.bytes)
  }

  /// Unpacks and parses the parts, and lays out the cells.
  package func read(_ extract: Extract) throws(DocumentError) -> Document {
    guard extract.bytes.count <= Self.sizeLimit else {
      throw DocumentError(.tooLarge(bytes: extract.bytes.count, limit: Self.sizeLimit), in: extract.name)
    }
    do throws(DocumentError.Reason) {
      guard !extract.bytes.starts(with: compoundFile) else {
        throw DocumentError.Reason.unsupported(
          nil,
          "an old workbook (.xls) or one with a password, which are not read. Save it as .xlsx without a password."
        )
      }
      var archive = try WorkbookArchive(extract.bytes)
      return try archive.workbook().document()
    } catch {
      throw DocumentError(error, in: extract.name)
    }
  }
}

/// What old workbooks and encrypted new ones begin with.
let compoundFile: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
