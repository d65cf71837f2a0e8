import DurableFiles
import TestSupport
import Testing

/// What a crash leaves of a file that was being written, at every call to the disk.
@Suite struct CrashTests {
  private func everyPoint(
    namelessFiles: MemoryFileSystem.NamelessFiles = .known,
    _ act: (any FileSystem) throws -> Void,
    check: (MemoryFileSystem, _ isDone: Bool) throws -> Bool
  ) throws {
    var points = 0
    for loss in MemoryFileSystem.Loss.allCases {
      var isDone = false
      var call = 0
      while !isDone {
        let memory = MemoryFileSystem(namelessFiles: namelessFiles)
        try memory.makeDirectory("/x")
        try memory.createFile("/x/a", with: Array("old".utf8))
        let disk = FaultyFileSystem(memory)
        disk.arm(.stopHalfway, at: call)
        isDone = (try? act(disk)) != nil && disk.count <= call
        memory.crash(losing: loss)
        let isKept = try check(memory, isDone)
        #expect(isKept, "losing \(loss), call \(call)")
        call += 1
      }
      points += call
    }
    print("crashes tried: \(points)")
  }

  @Test func `a replaced file is the old one or the new one, and the new one once it is told`()
    throws
  {
    let new = [UInt8](repeating: 0x6E, count: 9000)
    try everyPoint({ try $0.replaceFile("/x/a", with: new) }) { memory, isDone in
      let bytes = try memory.readFile("/x/a")
      return bytes == new || !isDone && bytes == Array("old".utf8)
    }
  }

  @Test func `a new file is whole or not there`() throws {
    let new = [UInt8](repeating: 0x6E, count: 9000)
    try everyPoint({ try $0.createFile("/x/b", with: new) }) { memory, isDone in
      guard try memory.exists("/x/b") else { return !isDone }
      return try memory.readFile("/x/b") == new
    }
  }

  private static let several: [(name: String, bytes: [UInt8])] = [
    ("b", [UInt8](repeating: 0x6E, count: 9000)), ("a", [1]),
    ("c", [UInt8](repeating: 0x6F, count: 5000)),
  ]

  @Test(arguments: MemoryFileSystem.NamelessFiles.allCases)
  func `each of several new files is whole or not there`(
    namelessFiles: MemoryFileSystem.NamelessFiles
  ) throws {
    let act = { (disk: any FileSystem) throws in _ = try disk.createFiles(in: "/x", Self.several) }
    try everyPoint(namelessFiles: namelessFiles, act) { memory, isDone in
      var made = 0
      for file in Self.several where try file.name != "a" && memory.exists("/x/\(file.name)") {
        guard try memory.readFile("/x/\(file.name)") == file.bytes else { return false }
        made += 1
      }
      let isClean = !memory.files.contains { $0.hasSuffix(".tmp") }
      return try memory.text("/x/a") == "old" && (!isDone || made == 2 && isClean)
        && (isClean || namelessFiles != .known)
    }
  }

  @Test(arguments: MemoryFileSystem.NamelessFiles.allCases)
  func `a fault makes all of several files or none, and leaves nothing behind`(
    namelessFiles: MemoryFileSystem.NamelessFiles
  ) throws {
    for fault in [FaultyFileSystem.Fault.once, .fromThenOn] {
      for call in 0... {
        let memory = MemoryFileSystem(namelessFiles: namelessFiles)
        try memory.makeDirectory("/x")
        let disk = FaultyFileSystem(memory)
        disk.arm(fault, at: call)
        let isMade = Result { try disk.createFiles(in: "/x", Self.several) }
        let isPast = disk.count <= call
        let names = try memory.list("/x").sorted()
        // The hidden name of a file that has its own may stay behind.
        let shown = namelessFiles == .known ? names : names.filter { !$0.hasPrefix(".") }
        let isWhole = (try? isMade.get()) != nil
        #expect(shown == (isWhole ? ["a", "b", "c"] : []), "\(fault), call \(call)")
        if isPast { break }
      }
    }
  }

  @Test func `a moved file has one of its names`() throws {
    try everyPoint({ disk in
      try disk.makeDirectory("/x/y/z")
      try disk.moveFile("/x/a", to: "/x/y/z/a")
    }) { memory, isDone in
      let names = try ["/x/a", "/x/y/z/a"].filter { try memory.exists($0) }
      return isDone ? names == ["/x/y/z/a"] : names.count == 1
    }
  }

  @Test func `a synchronized line stays, whatever is torn behind it`() throws {
    try everyPoint({ disk in
      let log = try AppendLog.open("/x/log", fileSystem: disk)
      try log.append(Array("one\n".utf8))
      try log.synchronize()
      try log.append(Array("two\n".utf8))
    }) { memory, isDone in
      guard try memory.exists("/x/log") else { return !isDone }
      return try !isDone || memory.text("/x/log").hasPrefix("one\n")
    }
  }
}
