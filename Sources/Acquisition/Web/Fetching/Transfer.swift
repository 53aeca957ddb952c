import CCurl
import Extracts
import Glibc
import Synchronization

/// One question and its answer, without following where it sends us: what libcurl's callbacks work on.
///
/// Bytes, headers and their limits are counted here, since libcurl takes a body that is longer or shorter than stated
/// for a success in more than one way. Used by one thread; only ``cancel()`` may come from another.
final class Transfer {
  private let request: WebRequest
  private let rules: WebRules
  private let isCancelled: CancelFlag

  private var headers = HeaderLines()
  private var body: [UInt8] = []
  private var expected: Int?
  /// When the last stated byte came; a server that does not close the connection is waited for a moment.
  private var completedAt: Int?
  /// What made us stop, which says more than libcurl's word for it.
  private var stop: WebError.Reason?
  private var metPrivateAddress = false

  init(_ request: WebRequest, by rules: WebRules, unless isCancelled: CancelFlag) {
    (self.request, self.rules, self.isCancelled) = (request, rules, isCancelled)
  }

  /// One hop's answer, whatever its status.
  struct Answer {
    let status: Int
    let headers: HeaderLines
    let body: [UInt8]
    let framing: WebResponse.Framing
  }

  /// Prepares libcurl once for all threads; 3 is its `CURL_GLOBAL_ALL`, a macro that Swift does not see.
  private static let readiness = curl_global_init(3)

  /// Asks and waits; blocks its thread.
  func run() throws(WebError.Reason) -> Answer {
    guard Self.readiness == CURLE_OK, let handle = curl_easy_init() else { throw .transport("out of memory") }
    defer { curl_easy_cleanup(handle) }
    var lines = HeaderList()
    defer { lines.free() }
    for header in request.headers + request.secrets + (request.validators?.headers ?? []) {
      lines.append(header.line)
    }
    lines.append("Accept-Encoding: identity")
    // So that the end of the body is its end, and bytes beyond the stated length are seen.
    lines.append("Connection: close")
    lines.append("Expect:")
    if case .post(_, let type) = request.method { lines.append("Content-Type: \(type)") }
    let body: [UInt8]? = if case .post(let bytes, _) = request.method { bytes } else { nil }

    // libcurl keeps pointers to both until the transfer is over.
    var words = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
    let code = words.withUnsafeMutableBufferPointer { words in
      (body ?? []).withUnsafeBytes { bytes in
        let code = prepare(handle, lines.list, body == nil ? nil : bytes, words)
        defer { _ = flyt_setopt_bytes(handle, CURLOPT_ERRORBUFFER, nil) }
        return code == CURLE_OK ? curl_easy_perform(handle) : code
      }
    }
    return try answer(handle, code, words.text)
  }

  /// Sets every option; without a single one the transfer would not be as safe as it must be.
  private func prepare(
    _ handle: UnsafeMutableRawPointer, _ lines: UnsafeMutablePointer<curl_slist>?,
    _ body: UnsafeRawBufferPointer?, _ words: UnsafeMutableBufferPointer<CChar>
  ) -> CURLcode {
    let context = Unmanaged.passUnretained(self).toOpaque()
    var codes = [
      flyt_setopt_bytes(handle, CURLOPT_ERRORBUFFER, words.baseAddress),
      flyt_setopt_list(handle, CURLOPT_HTTPHEADER, lines),
      flyt_setopt_header(handle, { Transfer.from($3).take(header: $0, $1 * $2) }, context),
      flyt_setopt_body(handle, { Transfer.from($3).take(body: $0, $1 * $2) }, context),
      flyt_setopt_progress(
        handle, { context, _, _, _, _ in Transfer.from(context).mayGoOn() ? 0 : 1 }, context),
      flyt_setopt_socket(
        handle, { context, _, address in Transfer.from(context).socket(to: address) }, context),
    ]
    for (option, value) in texts { codes.append(flyt_setopt_string(handle, option, value)) }
    for (option, value) in numbers { codes.append(flyt_setopt_long(handle, option, value)) }
    if let body {
      codes.append(flyt_setopt_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
      codes.append(flyt_setopt_bytes(handle, CURLOPT_POSTFIELDS, body.baseAddress))
    }
    return codes.first { $0 != CURLE_OK } ?? CURLE_OK
  }

  private var texts: [(CURLoption, String?)] {
    [
      (CURLOPT_URL, request.address.text), (CURLOPT_USERAGENT, rules.agent),
      (CURLOPT_PROTOCOLS_STR, "http,https"),
      // Nothing from the environment: neither a proxy nor hosts that go past it.
      (CURLOPT_PROXY, rules.proxy ?? ""), (CURLOPT_NOPROXY, ""),
    ]
      // These authorities instead of the system's, which libcurl also knows by a folder.
      + (rules.caFile.map { [(CURLOPT_CAINFO, $0), (CURLOPT_CAPATH, nil)] } ?? [])
  }

  private var numbers: [(CURLoption, Int)] {
    [
      (CURLOPT_FOLLOWLOCATION, 0), (CURLOPT_NOSIGNAL, 1), (CURLOPT_NOPROGRESS, 0),
      (CURLOPT_IGNORE_CONTENT_LENGTH, 1), (CURLOPT_HTTP_CONTENT_DECODING, 0),
      (CURLOPT_SUPPRESS_CONNECT_HEADERS, 1), (CURLOPT_QUICK_EXIT, 1),
      (CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2),
      (CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
      (CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1), (CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue)),
      (CURLOPT_CONNECTTIMEOUT_MS, rules.connect.boundedMilliseconds),
      (CURLOPT_TIMEOUT_MS, rules.total.boundedMilliseconds),
      (CURLOPT_LOW_SPEED_TIME, max(1, rules.stall.boundedMilliseconds / 1000)),
      (CURLOPT_LOW_SPEED_LIMIT, WebRules.slowest),
      (CURLOPT_FRESH_CONNECT, 1), (CURLOPT_FORBID_REUSE, 1), (CURLOPT_DNS_CACHE_TIMEOUT, 0),
      // Tables are small; what is not comes in pieces of this size.
      (CURLOPT_BUFFERSIZE, 1 << 15),
    ]
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> Transfer {
    // libcurl hands back what `prepare` gave it, while `run` holds us.
    Unmanaged<Transfer>.fromOpaque(context.unsafelyUnwrapped).takeUnretainedValue()
  }

  private func answer(
    _ handle: UnsafeMutableRawPointer, _ code: CURLcode, _ words: String
  ) throws(WebError.Reason) -> Answer {
    if let stop { throw stop }
    var status = 0
    _ = flyt_getinfo_long(handle, CURLINFO_RESPONSE_CODE, &status)
    // A server that breaks off after the last stated byte has said all it had to say.
    let isComplete = status > 0 && expected != nil && body.count == expected
    if code != CURLE_OK, !isComplete {
      throw reason(of: code, words.isEmpty ? String(cString: curl_easy_strerror(code)) : printable(words))
    }
    if let expected, body.count < expected, status == 200 {
      throw .incomplete("\(body.count) of \(expected) bytes")
    }
    return Answer(
      status: status, headers: headers, body: body,
      framing: expected != nil || headers.isChunked ? .whole : .unframed)
  }

  private func reason(of code: CURLcode, _ text: String) -> WebError.Reason {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .unknownHost
    case CURLE_COULDNT_CONNECT: metPrivateAddress ? .privateAddress : .notConnected(text)
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_INVALIDCERTSTATUS:
      .certificate(text)
    case CURLE_SSL_CACERT_BADFILE: .authorities(text)
    case CURLE_SSL_CONNECT_ERROR: .notConnected(text)
    case CURLE_OPERATION_TIMEDOUT:
      .tooSlow("no whole answer in time, \(body.count) bytes came")
    case CURLE_ABORTED_BY_CALLBACK where isCancelled.isSet: .cancelled
    case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_GOT_NOTHING:
      .incomplete("\(text), \(body.count) bytes came")
    default: .transport(text)
    }
  }
}

extension Transfer {
  /// Takes a header line; fewer bytes than came end the transfer.
  private func take(header bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    let line = UnsafeRawBufferPointer(start: bytes, count: count)
    guard headers.add(line) else {
      stop = .headersTooLarge(limit: "\(HeaderLines.mostLines) lines or \(HeaderLines.mostBytes) bytes")
      return 0
    }
    // The blank line behind the headers of the answer itself, not of an interim one.
    guard count <= 2, body.isEmpty, headers.status >= 200 else { return count }
    guard headers.transferCodings.isSubset(of: ["chunked"]) else {
      stop = .compressed(as: headers.transferCodings.sorted().joined(separator: ", "))
      return 0
    }
    do {
      expected = try headers.contentLength()
    } catch {
      stop = .incomplete("its length is said to be \(printable(error.stated))")
      return 0
    }
    if expected == 0 { completedAt = monotonicMilliseconds() }
    return count
  }

  private func take(body bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    guard body.count + count <= rules.maxBytes else {
      stop = .tooLarge(limit: rules.maxBytes)
      return 0
    }
    body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
    guard let expected else { return count }
    guard body.count <= expected else {
      stop = .incomplete("more than the stated \(expected) bytes")
      return 0
    }
    if body.count == expected { completedAt = monotonicMilliseconds() }
    return count
  }

  private func mayGoOn() -> Bool {
    if isCancelled.isSet { return false }
    guard let completedAt else { return true }
    return monotonicMilliseconds() - completedAt < WebRules.lingering
  }

  private func socket(to address: UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t {
    guard let address else { return curl_socket_t(-1) }
    let isAllowed =
      rules.allowPrivate || rules.proxy != nil
      || !isPrivate(address.socketAddress)
    guard isAllowed else {
      metPrivateAddress = true
      return curl_socket_t(-1)
    }
    let kind = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
    return Glibc.socket(address.pointee.family, kind, address.pointee.protocol)
  }
}

/// A wish to stop that one thread has and another hears.
final class CancelFlag: Sendable {
  private let flag = Atomic(false)

  var isSet: Bool { flag.load(ordering: .relaxed) }
  func set() { flag.store(true, ordering: .relaxed) }
}

/// Header lines as libcurl takes them.
private struct HeaderList {
  private(set) var list: UnsafeMutablePointer<curl_slist>?

  mutating func append(_ line: String) {
    if let longer = curl_slist_append(list, line) { list = longer }
  }

  func free() { curl_slist_free_all(list) }
}

private func monotonicMilliseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}

extension Duration {
  /// At most a day; libcurl takes no more than 24 of them.
  fileprivate var boundedMilliseconds: Int {
    let (seconds, attoseconds) = min(self, .seconds(86_400)).components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}

extension UnsafeMutablePointer<curl_sockaddr> {
  /// The address itself, which may be longer than the field that it begins in.
  fileprivate var socketAddress: UnsafePointer<sockaddr> {
    let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0
    return UnsafeRawPointer(self).advanced(by: offset).assumingMemoryBound(to: sockaddr.self)
  }
}

extension [CChar] {
  /// As far as the zero byte.
  fileprivate var text: String {
    String(decoding: prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
