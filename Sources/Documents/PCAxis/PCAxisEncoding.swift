/// A PC-Axis file's text as UTF-8.
///
/// Files say their encoding, and often wrongly: bytes that are UTF-8 are
/// UTF-8 whatever they say. Else a DOS code page is taken at its word, and
/// everything else is Windows-1252.
func pcAxisText(of bytes: [UInt8]) throws(DocumentError.Reason) -> [UInt8] {
  // DOS programs end a text with control-Z.
  let end = bytes.lastIndex { $0 != 0x1A && $0 != 0 }.map { $0 + 1 } ?? 0
  let body = end == bytes.count ? bytes : Array(bytes.prefix(end))
  guard saysCodePage850(body), String(validating: body, as: UTF8.self) == nil else {
    return try utf8(of: body)
  }
  var text: [UInt8] = []
  text.reserveCapacity(body.count + body.count / 8)
  for byte in body {
    if byte < 0x80 { text.append(byte) } else { text.append(contentsOf: codePage850[Int(byte) - 0x80]) }
  }
  return try utf8(of: text)
}

/// Whether the file says a DOS code page.
///
/// 437 has the same Latin letters in the same places, as far as it has them.
private func saysCodePage850(_ bytes: [UInt8]) -> Bool {
  let head = bytes.prefix(4096)
  func declared(_ keyword: String) -> String? {
    guard let start = head.firstRange(of: Array("\(keyword)=\"".utf8))?.upperBound else { return nil }
    return String(decoding: head[start...].prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self).lowercased()
  }
  if let page = declared("CODEPAGE") { return page.hasSuffix("850") || page.hasSuffix("437") }
  return declared("CHARSET") == "oem"
}

/// The bytes 0x80 to 0xFF of code page 850, each in UTF-8.
private let codePage850: [[UInt8]] = (codePage850Text + "\u{A0}").unicodeScalars.map {
  Array(String($0).utf8)
}

private let codePage850Text =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐"
  + "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■"
