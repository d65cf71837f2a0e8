internal import CLibcurl

/// A connection that libcurl made and keeps encrypted: name look-up, TLS, `EHLO`, `STARTTLS`, `AUTH`.
///
/// What follows is spoken over `send` and `receive`, neither of which blocks.
final class CurlConnection {
  /// What became of one attempt to move bytes.
  enum Transfer {
    case moved(Int)
    case wouldBlock
    case ended
    case failed(words: String)
  }

  private var handle: CurlHandle?
  private let preamble: SMTPPreamble
  /// The socket, for polling only.
  let socket: Int32

  /// Connects and logs in; blocks for as long as the account's time-outs allow.
  init(to account: SMTPAccount, preamble: SMTPPreamble) throws(CurlError) {
    let handle = try CurlHandle()
    try Self.configure(handle, for: account)
    try Self.connectCallbacks(of: handle, to: preamble)
    try handle.check(curl_easy_perform(handle.pointer))
    var socket = curl_socket_t(-1)
    try handle.check(
      clibcurl_getinfo_socket(handle.pointer, CURLINFO_ACTIVESOCKET, &socket)
    )
    guard socket >= 0 else { throw CurlError(code: CURLE_NO_CONNECTION_AVAILABLE) }
    try handle.set(CURLOPT_VERBOSE, 0)
    try handle.set(CURLOPT_ERRORBUFFER, pointer: nil)
    self.socket = socket
    self.preamble = preamble
    self.handle = consume handle
  }

  deinit {
    close()
  }

  /// Closes the socket; a second time does nothing.
  func close() {
    // The clean-up may still call back, so it comes before the preamble goes.
    withExtendedLifetime(preamble) { handle = nil }
  }

  /// Hands over as many bytes as the connection takes now.
  func send(_ bytes: UnsafeRawBufferPointer) -> Transfer {
    transfer { pointer, count in curl_easy_send(pointer, bytes.baseAddress, bytes.count, &count) }
  }

  /// Fetches the bytes that are there now.
  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
    let result = transfer { pointer, count in
      curl_easy_recv(pointer, buffer.baseAddress, buffer.count, &count)
    }
    // Nothing, and no error either, is how libcurl tells of the end.
    if case .moved(0) = result { return .ended }
    return result
  }

  private func transfer(
    _ call: (UnsafeMutableRawPointer, inout Int) -> CURLcode
  ) -> Transfer {
    guard let pointer = handle?.pointer else { return .ended }
    var count = 0
    let code = call(pointer, &count)
    if code == CURLE_OK { return .moved(count) }
    if code == CURLE_AGAIN { return .wouldBlock }
    return .failed(words: CurlError(code: code).words)
  }
}

extension CurlConnection {
  private static func configure(
    _ handle: borrowing CurlHandle,
    for account: SMTPAccount
  ) throws(CurlError) {
    let isImplicit = account.protection == .implicitTLS
    try handle.set(
      CURLOPT_URL,
      "\(isImplicit ? "smtps" : "smtp")://\(account.server)/\(account.helloName)"
    )
    try handle.set(CURLOPT_CONNECT_ONLY, 1)
    try handle.set(CURLOPT_NOSIGNAL, 1)
    // An empty proxy is the one way to keep libcurl from asking the environment for one.
    try handle.set(CURLOPT_PROXY, "")
    try handle.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    try configureTimeouts(handle, account.timeouts)
    try configureTLS(handle, account)
    guard let login = account.login else { return }
    try handle.set(CURLOPT_USERNAME, login.user)
    try handle.set(CURLOPT_PASSWORD, login.password)
    // Without names libcurl would prefer CRAM-MD5, or a token that is not there.
    try handle.set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN")
  }

  private static func configureTimeouts(
    _ handle: borrowing CurlHandle,
    _ timeouts: SMTPTimeouts
  ) throws(CurlError) {
    let connect = max(1, timeouts.connect.milliseconds)
    let greeting = max(1, (timeouts.greeting.milliseconds + 999) / 1_000)
    try handle.set(CURLOPT_CONNECTTIMEOUT_MS, connect)
    try handle.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, greeting)
    // Greeting, two EHLOs, STARTTLS and a login of three steps, if each takes all its time.
    try handle.set(CURLOPT_TIMEOUT_MS, connect + 7 * 1_000 * greeting)
  }

  private static func configureTLS(
    _ handle: borrowing CurlHandle,
    _ account: SMTPAccount
  ) throws(CurlError) {
    let isOptional = account.protection == .startTLSIfOffered
    let demand = isOptional ? CURLUSESSL_TRY : CURLUSESSL_ALL
    try handle.set(CURLOPT_USE_SSL, Int(demand.rawValue))
    try handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    if let caFile = account.caFile {
      try handle.set(CURLOPT_CAINFO, caFile)
    } else if isOptional {
      try handle.set(CURLOPT_SSL_VERIFYPEER, 0)
      try handle.set(CURLOPT_SSL_VERIFYHOST, 0)
    }
  }

  private static func connectCallbacks(
    of handle: borrowing CurlHandle,
    to preamble: SMTPPreamble
  ) throws(CurlError) {
    let context = Unmanaged.passUnretained(preamble).toOpaque()
    try handle.set(CURLOPT_ERRORBUFFER, pointer: preamble.errorBuffer)
    try handle.check(
      clibcurl_setopt_write_callback(handle.pointer, CURLOPT_HEADERFUNCTION, receiveHeader)
    )
    try handle.set(CURLOPT_HEADERDATA, pointer: context)
    try handle.check(clibcurl_setopt_progress_callback(handle.pointer, askProgress))
    try handle.set(CURLOPT_XFERINFODATA, pointer: context)
    try handle.set(CURLOPT_NOPROGRESS, 0)
    guard preamble.isTracing else { return }
    try handle.check(clibcurl_setopt_debug_callback(handle.pointer, receiveTrace))
    try handle.set(CURLOPT_DEBUGDATA, pointer: context)
    try handle.set(CURLOPT_VERBOSE, 1)
  }
}

private func preamble(_ context: UnsafeMutableRawPointer?) -> SMTPPreamble? {
  context.map { Unmanaged<SMTPPreamble>.fromOpaque($0).takeUnretainedValue() }
}

private func receiveHeader(
  bytes: UnsafeMutablePointer<CChar>?,
  size: Int,
  count: Int,
  context: UnsafeMutableRawPointer?
) -> Int {
  let (length, overflow) = size.multipliedReportingOverflow(by: count)
  guard !overflow, let preamble = preamble(context) else { return 0 }
  // Fewer bytes than were offered make libcurl give up.
  return preamble.receive(UnsafeRawBufferPointer(start: bytes, count: length)) ? length : 0
}

private func askProgress(
  context: UnsafeMutableRawPointer?,
  _: curl_off_t,
  _: curl_off_t,
  _: curl_off_t,
  _: curl_off_t
) -> Int32 {
  preamble(context)?.isCancelled() == true ? 1 : 0
}

private func receiveTrace(
  _: UnsafeMutableRawPointer?,
  kind: curl_infotype,
  bytes: UnsafeMutablePointer<CChar>?,
  count: Int,
  context: UnsafeMutableRawPointer?
) -> Int32 {
  guard let preamble = preamble(context) else { return 0 }
  let text = UnsafeRawBufferPointer(start: bytes, count: count)
  switch kind {
  case CURLINFO_TEXT: preamble.trace.note(text)
  case CURLINFO_HEADER_OUT: preamble.trace.client(text)
  default: break
  }
  return 0
}

extension Duration {
  /// Whole milliseconds, as far as an `Int` holds them.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    let (value, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
    guard !overflow else { return seconds < 0 ? 0 : Int(Int32.max) }
    return Int(min(value, Int64(Int32.max))) + Int(attoseconds / 1_000_000_000_000_000)
  }
}
