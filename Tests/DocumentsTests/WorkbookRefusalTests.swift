import Documents
import Extracts
import FlytTesting
import Foundation
import Testing

@Suite struct WorkbookRefusalTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    /// How the message begins.
    let message: String
  }

  @Test(arguments: [
    Refusal(
      testDescription: "a formula without its value",
      bytes: sheet("<row><c r='A1'><v>1</v></c><c r='B1'><f>A1*2</f><v/></c></row>"),
      message:
        "w.xlsx:B1: a formula without its value, in the sheet 'S'. Open the workbook in Excel and save it"),
    Refusal(
      testDescription: "macros",
      bytes: WorkbookSheetWriter.workbook(
        sheets: [], extra: [ZipWriter.Member("xl/vbaProject.bin", [1])]),
      message: "w.xlsx: a workbook with macros, which are never opened. Save it as .xlsx without them."),
    Refusal(
      testDescription: "macros by content type",
      bytes: ZipWriter([
        "[Content_Types].xml": Array("application/vnd.ms-excel.sheet.macroEnabled.main+xml".utf8),
        "xl/workbook.xml": [],
      ]).bytes,
      message: "w.xlsx: a workbook with macros"),
    Refusal(
      testDescription: "an old or encrypted workbook",
      bytes: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0],
      message: "w.xlsx: an old workbook (.xls) or one with a password, which are not read. Save it as .xlsx"),
    Refusal(
      testDescription: "an OpenDocument spreadsheet",
      bytes: ZipWriter(["mimetype": Array("application/vnd.oasis.opendocument.spreadsheet".utf8)]).bytes,
      message: "w.xlsx: an OpenDocument spreadsheet, which is not read. Save it as .xlsx or .csv."),
    Refusal(
      testDescription: "a binary workbook", bytes: ZipWriter(["xl/workbook.bin": [1]]).bytes,
      message: "w.xlsx: a binary workbook (.xlsb), which is not read. Save it as .xlsx."),
    Refusal(
      testDescription: "a bomb",
      bytes: ZipWriter([
        ZipWriter.Member("_rels/.rels", zeros: 100 << 20), ZipWriter.Member("xl/workbook.xml", []),
      ]).bytes,
      message: "w.xlsx: '_rels/.rels' unpacks to more than "),
    Refusal(
      testDescription: "an entity",
      bytes: part("<!DOCTYPE worksheet [<!ENTITY a 'b'>]><worksheet><sheetData>&a;</sheetData></worksheet>"),
      message: "w.xlsx: declares a document type. Save the file anew"),
    Refusal(
      testDescription: "an entity from elsewhere",
      bytes: part("<!DOCTYPE worksheet SYSTEM 'file:///etc/passwd'><worksheet/>"),
      message: "w.xlsx: declares a document type."),
    Refusal(
      testDescription: "a part that is cut", bytes: part("<worksheet><sheetData><row>"),
      message: "w.xlsx: the part 'xl/worksheets/sheet1.xml' is no sound XML ("),
    Refusal(
      testDescription: "a part too deep", bytes: part(String(repeating: "<a>", count: 100_000)),
      message: "w.xlsx: the part 'xl/worksheets/sheet1.xml' is no sound XML ("),
    Refusal(
      testDescription: "a part that is missing", bytes: ZipWriter(["xl/workbook.xml": []]).bytes,
      message: "w.xlsx: the part '_rels/.rels' is missing. Save the workbook again"),
    Refusal(
      testDescription: "a shared text that is not there", bytes: sheet("<row><c t='s'><v>0</v></c></row>"),
      message: "w.xlsx:A1: names a text that is not there, in the sheet 'S'."),
    Refusal(
      testDescription: "a number that is none", bytes: sheet("<row><c r='B7'><v>nan</v></c></row>"),
      message: "w.xlsx:B7: holds no number where one is told, in the sheet 'S'."),
    Refusal(
      testDescription: "a cell twice",
      bytes: sheet("<row><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>"),
      message: "w.xlsx:A1: stands twice in the sheet 'S'."),
    Refusal(
      testDescription: "a cell beyond the last column", bytes: sheet("<row><c r='XFE1'><v>1</v></c></row>"),
      message: "w.xlsx: a cell without its place in the part 'xl/worksheets/sheet1.xml'."),
    Refusal(
      testDescription: "a row of a number too large", bytes: sheet("<row r='99999999999999999999'/>"),
      message: "w.xlsx: a row without its number in the part"),
    Refusal(
      testDescription: "merged cells that overlap",
      bytes: WorkbookSheetWriter.workbook(sheets: [
        (
          "S", false,
          WorkbookSheetWriter.worksheet(
            "<row><c><v>1</v></c></row>", after: "<mergeCell ref='A1:B2'/><mergeCell ref='B1:C1'/>")
        )
      ]),
      message: "w.xlsx:B1: merged cells that overlap."),
  ])
  func `what is not read is refused by name and place`(_ refusal: Refusal) throws {
    #expect(WorkbookReader().recognizes(extract(refusal.bytes)))
    let error = #expect(throws: DocumentError.self) { try open(extract(refusal.bytes)) }
    #expect(error?.description.hasPrefix(refusal.message) == true, "\(error?.description ?? "")")
  }

  @Test func `rows far down cost little, many of them are refused`() throws {
    let far = "<row r='1048576'><c><v>1</v></c></row>"
    let worksheet = WorkbookSheetWriter.worksheet(far)
    let time = try ContinuousClock().measure { _ = try WorkbookReader().read(extract(Self.sheet(far))) }
    #expect(time < .seconds(2))
    let bytes = WorkbookSheetWriter.workbook(sheets: [("A", false, worksheet), ("B", false, worksheet)])
    let error = #expect(throws: DocumentError.self) { try WorkbookReader().read(extract(bytes)) }
    #expect(error?.description.hasPrefix("w.xlsx:A1048576: more than 2000000 rows.") == true)
  }

  @Test func `a cut workbook is still known as one`() throws {
    let bytes = Array(Self.sheet("<row><c><v>1</v></c></row>").dropLast(200))
    let error = #expect(throws: DocumentError.self) { try open(extract(bytes)) }
    #expect(
      error?.description.contains("Take the extract again.") == true
        || error?.description.contains("take the extract again.") == true, "\(error?.description ?? "")")
  }

  @Test func `other archives are not claimed`() {
    let archives = [ZipWriter(["a.csv": [0x31]]).bytes, ZipWriter(["word/document.xml": [0x31]]).bytes]
    for bytes in archives { #expect(!WorkbookReader().recognizes(extract(bytes))) }
  }

  private static func sheet(_ rows: String) -> [UInt8] { part(WorkbookSheetWriter.worksheet(rows)) }

  private static func part(_ xml: String) -> [UInt8] {
    WorkbookSheetWriter.workbook(sheets: [("S", false, xml)])
  }

  private func extract(_ bytes: [UInt8]) -> Extract {
    Extract(name: "w.xlsx", bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 0))
  }
}
