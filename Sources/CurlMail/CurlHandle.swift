internal import CLibcurl

/// One libcurl easy handle, cleaned up when it goes.
struct CurlHandle: ~Copyable {
  let pointer: UnsafeMutableRawPointer

  /// Makes a handle; the first one also sets libcurl up, once for the process.
  init() throws(CurlError) {
    guard Self.isLibraryReady, let pointer = curl_easy_init() else {
      throw CurlError(code: CURLE_FAILED_INIT)
    }
    self.pointer = pointer
  }

  deinit {
    curl_easy_cleanup(pointer)
  }

  private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// Whether this libcurl was built with a library for SCRAM.
  static let hasSCRAM = clibcurl_has_scram() != 0

  /// Sets a number or a switch.
  func set(_ option: CURLoption, _ value: Int) throws(CurlError) {
    try check(clibcurl_setopt_long(pointer, option, value))
  }

  /// Sets a text, which libcurl copies.
  func set(_ option: CURLoption, _ value: String) throws(CurlError) {
    try check(clibcurl_setopt_string(pointer, option, value))
  }

  /// Sets a pointer, which must outlive the handle.
  func set(_ option: CURLoption, pointer value: UnsafeMutableRawPointer?) throws(CurlError) {
    try check(clibcurl_setopt_pointer(pointer, option, value))
  }

  /// Throws for every code but `CURLE_OK`.
  func check(_ code: CURLcode) throws(CurlError) {
    guard code == CURLE_OK else { throw CurlError(code: code) }
  }
}

/// What libcurl answered to a call that failed.
struct CurlError: Error {
  let code: CURLcode

  /// libcurl's own words for the code.
  var words: String { String(cString: curl_easy_strerror(code)) }
}
