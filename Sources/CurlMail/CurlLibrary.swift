internal import CLibcurl

extension CurlLibrary {
  /// libcurl, loaded and set up once for the process, by whoever asks first.
  static let shared: Result<CurlLibrary, CurlError> = load()

  private static func load() -> Result<CurlLibrary, CurlError> {
    var obstacle: UnsafePointer<CChar>?
    let library = clibcurl_load(&obstacle)
    if let obstacle {
      let reason = String(cString: obstacle)
      let words = "libcurl cannot be loaded (\(reason)); install it (Debian: libcurl4)"
      return .failure(CurlError(code: CURLE_FAILED_INIT, words: words))
    }
    let code = library.global_init(Int(CURL_GLOBAL_DEFAULT))
    return code == CURLE_OK ? .success(library) : .failure(library.error(code))
  }

  /// What a code tells, in libcurl's own words.
  func error(_ code: CURLcode) -> CurlError {
    CurlError(
      code: code,
      words: easy_strerror(code).map { String(cString: $0) } ?? "\(code.rawValue)"
    )
  }
}

/// What libcurl answered to a call that failed.
struct CurlError: Error {
  let code: CURLcode
  /// libcurl's own words for the code.
  let words: String
}
