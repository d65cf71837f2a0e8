import DurableFiles
import TestSupport

/// A clock that can be set while a program runs, for that program alone.
struct SettableClock {
  /// Whether this machine can have one.
  static let isAvailable = CommandRun.find("clang") != nil && library != nil
  /// What to say where it can't.
  static let reason = "needs clang, and LD_PRELOAD"

  /// What stands between a program and the system's clock, built once.
  private static let library: String? = {
    #if os(Linux)
    let built = Result {
      let path = try ServerFolder.temporary() + "/clock.so"
      let source = FilePath.parent(of: #filePath) + "/Fixtures/clock.c"
      try CommandRun("clang", "-O", "-shared", "-fPIC", "-o", path, source, "-ldl").checked("clang")
      return path
    }
    if case .success(let path) = built { return path }
    #endif
    return nil
  }()

  private let path: String

  /// A clock that is right.
  init() throws {
    path = try ServerFolder.temporary() + "/clock"
    try jump(hours: 0)
  }

  /// Sets the clock forward, or back, from the right time.
  func jump(hours: Int) throws {
    try PosixFileSystem().replaceFile(path, with: Array("\(hours * 3600)\n".utf8))
  }

  /// What makes a program look at this clock.
  var environment: [String: String] {
    ["LD_PRELOAD": Self.library ?? "", "TEST_CLOCK": path, "TOUCHBASE_NOW": ""]
  }
}
