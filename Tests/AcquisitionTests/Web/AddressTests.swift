import Testing

@testable import Acquisition

@Suite struct AddressTests {
  @Test func `an address is what libcurl would connect to`() throws {
    let address = try WebAddress("HTTPS://Example.ORG/a/../b?x=1#there")
    #expect(address.text == "https://example.org/b?x=1")
    #expect(address.authority == "example.org:443")
    #expect(
      try address.resolving("tab-2012-05-11-02.html").text == "https://example.org/tab-2012-05-11-02.html")
    #expect(try address.resolving("//other.org/x").host == "other.org")
  }

  @Test(arguments: [
    ("file:///etc/passwd", WebAddress.Problem.scheme("file")), ("ftp://example.org/", .scheme("ftp")),
    ("https://me:secret@example.org/", .credentials), ("example.org", .malformed), ("", .malformed),
    ("http://", .malformed), ("http://exa mple.org/", .malformed), ("https://example.org/\0", .malformed),
    ("javascript:alert(1)", .malformed),
  ])
  func `what may not be fetched is no address`(text: String, problem: WebAddress.Problem) {
    #expect(throws: problem) { try WebAddress(text) }
  }

  @Test func `credentials belong to scheme, host and port`() throws {
    let home = try WebAddress("https://example.org/a")
    #expect(home.isSameOrigin(as: try WebAddress("https://example.org:443/b")))
    for other in ["http://example.org/a", "https://example.org:444/a", "https://www.example.org/a"] {
      #expect(!home.isSameOrigin(as: try WebAddress(other)))
    }
  }

  @Test(
    arguments: [
      (0x7F00_0001, true), (0x0A01_0203, true), (0xAC10_0001, true), (0xAC20_0001, false),
      (0xC0A8_0101, true),
      (0xA9FE_A9FE, true), (0x6440_0001, true), (0x0000_0000, true), (0xE000_0001, true), (0xFFFF_FFFF, true),
      (0x0808_0808, false), (0xC000_0909, false), (0xC000_0008, true),
    ] as [(UInt32, Bool)])
  func `private ranges of version 4`(address: UInt32, isInside: Bool) {
    #expect(isPrivate(version4: address) == isInside)
  }

  @Test(
    arguments: [
      ([0: 0xFE, 1: 0x80, 15: 1], true), ([0: 0xFD, 15: 1], true), ([0: 0xFF, 1: 2, 15: 1], true),
      ([15: 1], true),
      ([:], true), ([10: 0xFF, 11: 0xFF, 12: 127, 15: 1], true), ([10: 0xFF, 11: 0xFF, 12: 8, 13: 8], false),
      ([0: 0x20, 1: 0x01, 2: 0x46, 15: 1], false), ([1: 0x64, 2: 0xFF, 3: 0x9B, 12: 10], true),
      ([1: 0x64, 2: 0xFF, 3: 0x9B, 12: 8, 13: 8], false), ([0: 0x20, 1: 0x02, 2: 192, 3: 168], true),
      ([12: 127, 15: 1], true), ([0: 0x20, 1: 0x01, 2: 0x0D, 3: 0xB8], true),
    ] as [([Int: UInt8], Bool)])
  func `private ranges of version 6, also as version 4 in disguise`(bytes: [Int: UInt8], isInside: Bool) {
    #expect(isPrivate(version6: (0..<16).map { bytes[$0] ?? 0 }) == isInside)
  }

  @Test(arguments: [
    ("<html><form><input type=\"password\"></form><table></table></html>", true),
    ("<!DOCTYPE html><html><title>Oops</title>Moved</html>", true), ("", true), (" \n\u{FEFF}", true),
    ("{\"error\":\"Too many values selected\"}", true),
    ("{\"type\":\"x\",\"title\":\"Not Found\",\"status\":404}", true),
    ("<html><table><tr><td>1</table></html>", false), ("{\"version\":\"2.0\",\"value\":[1]}", false),
    ("year;from;to;persons\n", false), ("<html><pre>1 2 3</pre></html>", false),
  ])
  func `error and login pages are no data`(text: String, isNothing: Bool) {
    #expect((implausibility(of: Array(text.utf8)) != nil) == isNothing)
  }

  @Test(arguments: [("", "x"), ("X", ""), ("X Y", "x"), ("X", "a\r\nB: c"), ("X:", "x"), ("Ü", "x")])
  func `a header can't bring another`(name: String, value: String) {
    #expect(WebHeader(name, value) == nil)
  }
}
