import DurableFiles
import TestSupport
import Testing

/// What a crash leaves of a file that was being written, at every call to the disk.
@Suite struct CrashTests {
  private func everyPoint(
    _ act: (any FileSystem) throws -> Void,
    check: (MemoryFileSystem, _ isDone: Bool) throws -> Bool
  ) throws {
    var points = 0
    for loss in MemoryFileSystem.Loss.allCases {
      var isDone = false
      var call = 0
      while !isDone {
        let memory = MemoryFileSystem()
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
