internal import CLibcurl

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

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
  private let listener: CurlListener
  /// The socket, for polling only.
  let socket: Int32

  /// Connects, and logs in where the target says so; blocks for as long as its time-outs allow.
  init(to target: CurlTarget, listener: CurlListener) throws(CurlError) {
    let handle = try CurlHandle()
    try Self.configure(handle, for: target)
    try Self.connectCallbacks(of: handle, to: listener)
    try handle.check(handle.library.easy_perform(handle.pointer))
    var socket = curl_socket_t(-1)
    try handle.check(
      clibcurl_getinfo_socket(
        handle.library,
        handle.pointer,
        CURLINFO_ACTIVESOCKET,
        &socket
      )
    )
    guard socket >= 0 else { throw handle.library.error(CURLE_NO_CONNECTION_AVAILABLE) }
    try handle.set(CURLOPT_VERBOSE, 0)
    try handle.set(CURLOPT_ERRORBUFFER, pointer: nil)
    self.socket = socket
    self.listener = listener
    self.handle = consume handle
  }

  deinit {
    close()
  }

  /// Closes the socket; a second time does nothing.
  func close() {
    // The clean-up may still call back, so it comes before the listener goes.
    withExtendedLifetime(listener) { handle = nil }
  }

  /// Hands over as many bytes as the connection takes now.
  func send(_ bytes: UnsafeRawBufferPointer) -> Transfer {
    transfer { library, pointer, count in
      library.easy_send(pointer, bytes.baseAddress, bytes.count, &count)
    }
  }

  /// Fetches the bytes that are there now.
  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
    let result = transfer { library, pointer, count in
      library.easy_recv(pointer, buffer.baseAddress, buffer.count, &count)
    }
    // Nothing, and no error either, is how libcurl tells of the end.
    if case .moved(0) = result { return .ended }
    return result
  }

  private func transfer(
    _ call: (CurlLibrary, UnsafeMutableRawPointer, inout Int) -> CURLcode
  ) -> Transfer {
    guard let library = handle?.library, let pointer = handle?.pointer else { return .ended }
    var count = 0
    let code = call(library, pointer, &count)
    if code == CURLE_OK { return .moved(count) }
    if code == CURLE_AGAIN { return .wouldBlock }
    return .failed(words: library.error(code).words)
  }
}

extension CurlConnection {
  private static func configure(
    _ handle: borrowing CurlHandle,
    for target: CurlTarget
  ) throws(CurlError) {
    try handle.set(CURLOPT_URL, target.url)
    try handle.set(CURLOPT_CONNECT_ONLY, 1)
    try handle.set(CURLOPT_NOSIGNAL, 1)
    try handle.check(
      clibcurl_setopt_open_socket_callback(handle.library, handle.pointer, openSocket)
    )
    try handle.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    if let path = target.socketPath { try handle.set(CURLOPT_UNIX_SOCKET_PATH, path) }
    try configureProxy(handle, target.options.proxy)
    try configureTimeouts(handle, target)
    try configureTLS(handle, target)
    guard let login = target.login else { return }
    try handle.set(CURLOPT_USERNAME, login.user)
    switch login.secret {
    case .password(let password): try handle.set(CURLOPT_PASSWORD, password)
    case .token(let token): try handle.set(CURLOPT_XOAUTH2_BEARER, token)
    }
    // Without names libcurl would take whatever it thinks best, a token that is not there included.
    let names = target.mechanisms.map { "AUTH=\($0)" }
    try handle.set(CURLOPT_LOGIN_OPTIONS, names.joined(separator: ";"))
  }

  /// The proxy of the configuration and no other: libcurl would ask the environment.
  private static func configureProxy(
    _ handle: borrowing CurlHandle,
    _ proxy: String?
  ) throws(CurlError) {
    try handle.set(CURLOPT_PROXY, proxy ?? "")
    try handle.set(CURLOPT_NOPROXY, "")
    guard let proxy, proxy.lowercased().hasPrefix("http") else { return }
    try handle.set(CURLOPT_HTTPPROXYTUNNEL, 1)
    // What the proxy says would be taken for the mail server's greeting.
    try handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
  }

  private static func configureTimeouts(
    _ handle: borrowing CurlHandle,
    _ target: CurlTarget
  ) throws(CurlError) {
    let connect = max(1, target.connectTimeout.milliseconds)
    let answer = max(1, (target.answerTimeout.milliseconds + 999) / 1_000)
    try handle.set(CURLOPT_CONNECTTIMEOUT_MS, connect)
    try handle.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, answer)
    // Greeting, two EHLOs, STARTTLS and a login of three steps, if each takes all its time.
    try handle.set(CURLOPT_TIMEOUT_MS, connect + 7 * 1_000 * answer)
  }

  private static func configureTLS(
    _ handle: borrowing CurlHandle,
    _ target: CurlTarget
  ) throws(CurlError) {
    let isOptional = target.protection == .startTLSIfOffered
    let demand = isOptional ? CURLUSESSL_TRY : CURLUSESSL_ALL
    try handle.set(CURLOPT_USE_SSL, Int(demand.rawValue))
    try handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    if let caFile = target.options.caFile {
      try handle.set(CURLOPT_CAINFO, caFile)
    } else if isOptional {
      try handle.set(CURLOPT_SSL_VERIFYPEER, 0)
      try handle.set(CURLOPT_SSL_VERIFYHOST, 0)
    }
    guard let certificate = target.options.clientCertificate else { return }
    try handle.set(CURLOPT_SSLCERT, certificate)
    try handle.set(CURLOPT_SSLKEY, target.options.clientKey ?? certificate)
    // An empty pass phrase is the one way to keep OpenSSL from asking on the terminal.
    try handle.set(CURLOPT_KEYPASSWD, "")
  }

  private static func connectCallbacks(
    of handle: borrowing CurlHandle,
    to listener: CurlListener
  ) throws(CurlError) {
    let context = Unmanaged.passUnretained(listener).toOpaque()
    try handle.set(CURLOPT_ERRORBUFFER, pointer: listener.errorBuffer)
    try handle.check(
      clibcurl_setopt_write_callback(
        handle.library,
        handle.pointer,
        CURLOPT_HEADERFUNCTION,
        receiveHeader
      )
    )
    try handle.set(CURLOPT_HEADERDATA, pointer: context)
    try handle.check(clibcurl_setopt_progress_callback(handle.library, handle.pointer, askProgress))
    try handle.set(CURLOPT_XFERINFODATA, pointer: context)
    try handle.set(CURLOPT_NOPROGRESS, 0)
    guard listener.isTracing else { return }
    try handle.check(clibcurl_setopt_debug_callback(handle.library, handle.pointer, receiveTrace))
    try handle.set(CURLOPT_DEBUGDATA, pointer: context)
    try handle.set(CURLOPT_VERBOSE, 1)
  }
}

/// A socket that no other program inherits: one that another thread starts meanwhile and that stays,
/// an agent for keys, would hold the connection open, logged in.
private func openSocket(
  _: UnsafeMutableRawPointer?,
  _: curlsocktype,
  address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
  guard let address = address?.pointee else { return -1 }
  #if canImport(Darwin)
  let descriptor = socket(address.family, address.socktype, address.protocol)
  _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  return descriptor
  #else
  let kind = address.socktype | Int32(SOCK_CLOEXEC.rawValue)
  return socket(address.family, kind, address.protocol)
  #endif
}

private func listener(_ context: UnsafeMutableRawPointer?) -> CurlListener? {
  context.map { Unmanaged<CurlListener>.fromOpaque($0).takeUnretainedValue() }
}

private func receiveHeader(
  bytes: UnsafeMutablePointer<CChar>?,
  size: Int,
  count: Int,
  context: UnsafeMutableRawPointer?
) -> Int {
  let (length, overflow) = size.multipliedReportingOverflow(by: count)
  guard !overflow, let listener = listener(context) else { return 0 }
  // Fewer bytes than were offered make libcurl give up.
  return listener.receive(UnsafeRawBufferPointer(start: bytes, count: length)) ? length : 0
}

private func askProgress(
  context: UnsafeMutableRawPointer?,
  _: curl_off_t,
  _: curl_off_t,
  _: curl_off_t,
  _: curl_off_t
) -> Int32 {
  listener(context)?.isCancelled() == true ? 1 : 0
}

private func receiveTrace(
  _: UnsafeMutableRawPointer?,
  kind: curl_infotype,
  bytes: UnsafeMutablePointer<CChar>?,
  count: Int,
  context: UnsafeMutableRawPointer?
) -> Int32 {
  guard let listener = listener(context) else { return 0 }
  let text = UnsafeRawBufferPointer(start: bytes, count: count)
  switch kind {
  case CURLINFO_TEXT: listener.trace.note(text)
  case CURLINFO_HEADER_OUT: listener.trace.client(text)
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
