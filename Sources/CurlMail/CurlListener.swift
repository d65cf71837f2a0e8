/// What libcurl calls back into while it connects; it must outlive the handle.
///
/// A class below it reads what the server says.
class CurlListener {
  /// Where libcurl writes its words about a failure.
  let errorBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: CurlListener.errorSize)
  let isCancelled: () -> Bool
  let trace: MailTrace

  // CURL_ERROR_SIZE.
  private static let errorSize = 256

  init(hooks: MailHooks, login: MailLogin?) {
    isCancelled = hooks.isCancelled
    trace = MailTrace(sink: hooks.trace, login: login)
    errorBuffer.initialize(repeating: 0, count: Self.errorSize)
  }

  deinit {
    errorBuffer.deallocate()
  }

  var isTracing: Bool { trace.isOn }

  /// libcurl's words about the failure, empty when it had none; without the milliseconds that it took,
  /// which help nobody and are others each time.
  var errorWords: String {
    errorBuffer[Self.errorSize - 1] = 0
    return String(cString: errorBuffer).replacing(#/ after [0-9]+ ms\b/#, with: "")
  }

  /// Takes over a piece of what the server said; false to give up.
  func receive(_ bytes: UnsafeRawBufferPointer) -> Bool { true }
}
