internal import CLibcurl

/// One libcurl easy handle, cleaned up when it goes.
struct CurlHandle: ~Copyable {
  let library: CurlLibrary
  let pointer: UnsafeMutableRawPointer

  /// Makes a handle.
  init() throws(CurlError) {
    let library = try CurlLibrary.shared.get()
    guard let pointer = library.easy_init() else { throw library.error(CURLE_FAILED_INIT) }
    self.library = library
    self.pointer = pointer
  }

  deinit {
    library.easy_cleanup(pointer)
  }

  /// Loads libcurl, which the first handle would do otherwise.
  static func prepare() { _ = CurlLibrary.shared }

  /// Whether this libcurl was built with a library for SCRAM.
  static let hasSCRAM = (try? CurlLibrary.shared.get()).map { clibcurl_has_scram($0) != 0 } ?? false

  /// Sets a number or a switch.
  func set(_ option: CURLoption, _ value: Int) throws(CurlError) {
    try check(clibcurl_setopt_long(library, pointer, option, value))
  }

  /// Sets a text, which libcurl copies.
  func set(_ option: CURLoption, _ value: String) throws(CurlError) {
    try check(clibcurl_setopt_string(library, pointer, option, value))
  }

  /// Sets a pointer, which must outlive the handle.
  func set(_ option: CURLoption, pointer value: UnsafeMutableRawPointer?) throws(CurlError) {
    try check(clibcurl_setopt_pointer(library, pointer, option, value))
  }

  /// Throws for every code but `CURLE_OK`.
  func check(_ code: CURLcode) throws(CurlError) {
    guard code == CURLE_OK else { throw library.error(code) }
  }
}
