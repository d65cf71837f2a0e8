import DurableFiles
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What only the real disk has.
@Suite struct PosixFileSystemTests {
  let files = PosixFileSystem()
  let folder: String

  init() throws {
    folder = try ServerFolder.temporary()
  }

  @Test func `a file gets a second name, and a symbolic link none`() throws {
    try files.createFile("\(folder)/a", with: [1, 2])
    #expect(symlink("a", "\(folder)/link") == 0)
    #expect(try !files.addName("\(folder)/b", to: "\(folder)/link"))
    #expect(try !files.exists("\(folder)/b"))
    #expect(try files.addName("\(folder)/b", to: "\(folder)/a"))
    try files.replaceFile("\(folder)/a", with: [3])
    #expect(try files.readFile("\(folder)/b") == [1, 2])
    #expect(throws: FileSystemError(.link, "\(folder)/b", errno: EEXIST)) {
      try files.addName("\(folder)/b", to: "\(folder)/a")
    }
    // On another disk, or in no folder, it can have none either.
    #expect(try !files.addName("/proc/b", to: "\(folder)/a"))
    #expect(try !files.addName("\(folder)/no/b", to: "\(folder)/a"))
  }

  @Test func `a symbolic link is followed, and stays a link`() throws {
    try files.makeDirectory("\(folder)/there")
    try files.createFile("\(folder)/there/a", with: [1])
    #expect(symlink("there/a", "\(folder)/link") == 0)
    #expect(symlink("link", "\(folder)/second") == 0)
    try files.replaceFile("\(folder)/second", with: [2])
    #expect(try files.readFile("\(folder)/there/a") == [2])
    #expect(try files.readLink("\(folder)/link") == "there/a")
    #expect(try files.readLink("\(folder)/there/a") == nil)
  }

  @Test func `a symbolic link that leads to nothing yet is followed`() throws {
    try files.makeDirectory("\(folder)/there")
    #expect(symlink("\(folder)/there/a", "\(folder)/link") == 0)
    try files.replaceFile("\(folder)/link", with: [1])
    #expect(try files.readFile("\(folder)/there/a") == [1])
  }

  @Test func `symbolic links in a circle are refused`() throws {
    #expect(symlink("b", "\(folder)/a") == 0)
    #expect(symlink("a", "\(folder)/b") == 0)
    #expect(throws: FileSystemError.self) { try files.replaceFile("\(folder)/a", with: []) }
  }

  @Test func `a file without a name is seen once it gets one that nothing has`() throws {
    // Not every disk has them.
    guard let file = try files.openNameless(in: folder, mode: 0o640) else { return }
    try files.writeAll(file, [1, 2], path: "a")
    #expect(try files.list(folder) == [])
    try files.createFile("\(folder)/b", with: [3])
    #expect(throws: FileSystemError(.link, "\(folder)/b", errno: EEXIST)) {
      try files.link(file, to: "\(folder)/b")
    }
    #expect(throws: FileSystemError(.link, "\(folder)/no/a", errno: ENOENT)) {
      try files.link(file, to: "\(folder)/no/a")
    }
    try files.link(file, to: "\(folder)/a")
    try files.close(file)
    #expect(try files.readFile("\(folder)/a") == [1, 2])
    #expect(try files.readFile("\(folder)/b") == [3])
    #expect(try files.status("\(folder)/a")?.mode == 0o640)
    let missing = FileSystemError(.open, "\(folder)/no", errno: ENOENT)
    #expect(throws: missing) { _ = try files.openNameless(in: "\(folder)/no", mode: 0o600) }
  }

  @Test func `a path with a NUL is refused`() {
    #expect(throws: FileSystemError(.open, "a\0b", errno: EINVAL)) {
      _ = try files.open("a\0b", .creating(mode: 0o600))
    }
  }

  /// As of a file that grows or is cut off while it is read, and of some that the kernel makes up.
  @Test(arguments: [-10_000, -9_999, -1, 0, 1, 4096, 100_000])
  func `a file whose length is not what it says is read to its end`(excess: Int) throws {
    let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try files.createFile("\(folder)/a", with: bytes)
    let liar = FaultyFileSystem(files, excess: excess)
    #expect(try liar.readFile("\(folder)/a") == bytes)
    #expect(try liar.readFile("\(folder)/a", limit: 10_000) == bytes)
    for limit in [0, 1, 9_998, 9_999] {
      #expect(throws: FileSystemError(.read, "\(folder)/a", errno: EFBIG)) {
        try liar.readFile("\(folder)/a", limit: limit)
      }
    }
  }

  @Test(arguments: [9_300_000_000, -9_300_000_000])
  func `a file with a date that nobody lives to see is a file`(seconds: Int) throws {
    let path = "\(folder)/late"
    try files.createFile(path, with: [1])
    let moment = timespec(tv_sec: seconds, tv_nsec: 999_999_999)
    #expect(utimensat(AT_FDCWD, path, [moment, moment], 0) == 0)
    #expect(try files.readFile(path) == [1])
    let status = try #require(try files.status(path))
    // A disk that cannot keep the date has the next one that it can.
    #expect(status.modified == (seconds > 0 ? .max : .min) || status.modified.magnitude < 1 << 62)
  }

  #if os(Linux)
  @Test func `what the kernel makes up as it is read is read to its end`() throws {
    let text = String(decoding: try files.readFile("/proc/self/status"), as: UTF8.self)
    #expect(text.hasPrefix("Name:") && text.contains("\nnonvoluntary_ctxt_switches:"))
  }
  #endif

  @Test(.timeLimit(.minutes(1)))
  func `a named pipe that nobody writes into is empty, and nobody waits for it`() throws {
    #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
    #expect(try files.readFile("\(folder)/pipe") == [])
  }

  @Test(.timeLimit(.minutes(1)))
  func `a named pipe whose writer has nothing to say yet is an error`() throws {
    #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
    let writer = open("\(folder)/pipe", O_RDWR)
    defer { close(writer) }
    #expect(throws: FileSystemError(.read, "\(folder)/pipe", errno: EAGAIN)) {
      _ = try files.readFile("\(folder)/pipe")
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `what is read as input waits for whoever writes into the pipe`() throws {
    #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
    let script = "(exec > \"$1\"; printf on; sleep 0.2; printf ' and on') > /dev/null 2>&1 &"
    try CommandRun("sh", "-c", script, "sh", "\(folder)/pipe").checked("sh")
    #expect(try files.readInput("\(folder)/pipe") == Array("on and on".utf8))
  }

  @Test func `a full disk is told as such`() throws {
    let error = #expect(throws: FileSystemError.self) {
      let file = try files.open("/dev/full", .appending(mode: 0o600))
      defer { _ = Result { try files.close(file) } }
      try files.writeAll(file, [1], path: "drafts/a.eml")
    }
    #expect(error?.isNoSpace == true)
    #expect(error?.description == "cannot write 'drafts/a.eml': no space left on device")
  }
}
