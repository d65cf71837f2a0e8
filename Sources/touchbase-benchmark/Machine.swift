#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What the figures were measured on.
enum Machine {
  /// Processor, how many of them, and the system.
  static var description: String {
    var names = utsname()
    uname(&names)
    let system = withUnsafeBytes(of: &names.sysname) { text($0) }
    let release = withUnsafeBytes(of: &names.release) { text($0) }
    let count = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    return "\(processor ?? "unknown processor") × \(count), \(system) \(release)"
  }

  /// The clock, in seconds since 1970.
  static var now: Int { time(nil) }

  private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }

  private static var processor: String? {
    guard let file = fopen("/proc/cpuinfo", "r") else { return nil }
    defer { fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getline(&line, &capacity, file) > 0, let start = line {
      let words = String(cString: start).split(separator: ":", maxSplits: 1)
      if words.count == 2, words[0].hasPrefix("model name") {
        return words[1].split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }
    }
    return nil
  }
}
