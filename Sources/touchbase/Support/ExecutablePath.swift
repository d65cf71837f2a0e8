#if canImport(Darwin)
import Darwin
#endif

extension CommandLine {
  /// The file of the running program; nil where the system does not say.
  static var executablePath: String? {
    #if canImport(Darwin)
    var size: UInt32 = 4096
    var path = [CChar](repeating: 0, count: Int(size))
    guard _NSGetExecutablePath(&path, &size) == 0 else { return nil }
    return path.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
    #else
    return "/proc/self/exe"
    #endif
  }
}
