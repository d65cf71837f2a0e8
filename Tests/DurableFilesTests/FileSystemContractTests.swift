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

/// What every disk does, the real one and those that stand in for it.
@Suite struct FileSystemContractTests {
  private func errno(_ body: () throws -> Void) -> Int32? {
    do {
      try body()
      return nil
    } catch let error as FileSystemError {
      return error.errno
    } catch {
      return -1
    }
  }

  @Test(arguments: Disk.allCases)
  func `what was written is read, piece by piece, and then nothing`(disk: Disk) throws {
    let (files, folder) = try disk.made()
    let made = try files.open("\(folder)/a", .creating(mode: 0o600))
    let bytes = (0..<10_000).map { UInt8($0 % 251) }
    try files.writeAll(made, bytes, path: "a")
    try files.synchronize(made)
    try files.close(made)
    let file = try files.open("\(folder)/a", .reading)
    #expect(try files.read(file, count: 3) == [0, 1, 2])
    #expect(try files.read(file, count: 2) == [3, 4])
    try files.close(file)
    #expect(try files.readFile("\(folder)/a") == bytes)
    #expect(errno { _ = try files.readFile("\(folder)/a", limit: 9_999) } == EFBIG)
    #expect(try files.readFile("\(folder)/a", limit: 10_000) == bytes)
  }

  @Test(arguments: Disk.allCases)
  func `a file that is there is not made again`(disk: Disk) throws {
    let (files, folder) = try disk.made()
    try files.createFile("\(folder)/a", with: [1])
    #expect(errno { _ = try files.open("\(folder)/a", .creating(mode: 0o600)) } == EEXIST)
    #expect(errno { try files.createFile("\(folder)/a", with: [2]) } == EEXIST)
    #expect(try files.readFile("\(folder)/a") == [1])
    #expect(try files.list(folder) == ["a"], "no half-made file stays behind")
  }

  @Test(arguments: Disk.allCases)
  func `several files are made with their bytes, and a taken name is told`(disk: Disk) throws {
    let (files, folder) = try disk.made()
    try files.createFile("\(folder)/b", with: [0])
    let isMade = try files.createFiles(in: folder, [("a", [1]), ("b", [2]), ("c", [3])])
    #expect(isMade == [true, false, true])
    #expect(try files.list(folder).sorted() == ["a", "b", "c"])
    #expect(try files.readFile("\(folder)/b") == [0])
    #expect(try files.readFile("\(folder)/c") == [3])
  }

  @Test(arguments: Disk.allCases)
  func `very many files are made in groups`(disk: Disk) throws {
    let (files, folder) = try disk.made()
    try files.createFile("\(folder)/7", with: [0])
    let many = (0..<4500).map { (name: "\($0)", bytes: [UInt8(truncatingIfNeeded: $0)]) }
    let isMade = try files.createFiles(in: folder, many)
    #expect(isMade.indices.filter { !isMade[$0] } == [7])
    #expect(try files.list(folder).count == 4500)
    #expect(try files.readFile("\(folder)/4499") == [UInt8(truncatingIfNeeded: 4499)])
  }

  @Test(arguments: Disk.allCases)
  func `appending goes on at the end, also after a cut`(disk: Disk) throws {
    let (files, folder) = try disk.made()
    for text in ["one\n", "two\n"] {
      let log = try AppendLog.open("\(folder)/log", fileSystem: files)
      try log.append(Array(text.utf8))
      try log.synchronize()
    }
    let log = try AppendLog.open("\(folder)/log", fileSystem: files)
    try log.truncate(to: 5)
    try log.append(Array("hree\n".utf8))
    #expect(try files.text("\(folder)/log") == "one\nthree\n")
  }

  @Test(arguments: Disk.allCases)
  func `a name moves, in place of what has the other one`(disk: Disk) throws {
    let (files, folder) = try disk.made()
    try files.createFile("\(folder)/a", with: [1])
    try files.createFile("\(folder)/b", with: [2])
    try files.moveFile("\(folder)/a", to: "\(folder)/b")
    #expect(try files.readFile("\(folder)/b") == [1])
    #expect(try files.status("\(folder)/a") == nil)
    #expect(errno { try files.rename("\(folder)/a", to: "\(folder)/c") } == ENOENT)
    #expect(errno { try files.rename("\(folder)/b", to: "\(folder)/no/b") } == ENOENT)
    #expect(errno { try files.link("\(folder)/b", to: "\(folder)/b") } == EEXIST)
  }

  @Test(arguments: Disk.allCases)
  func `a name that has to be new takes nothing away`(disk: Disk) throws {
    let (files, folder) = try disk.made()
    try files.createFile("\(folder)/a", with: [1])
    try files.createFile("\(folder)/b", with: [2])
    #expect(errno { try files.renameNew("\(folder)/a", to: "\(folder)/b") } == EEXIST)
    #expect(try files.readFile("\(folder)/b") == [2])
    try files.renameNew("\(folder)/a", to: "\(folder)/c")
    #expect(try files.readFile("\(folder)/c") == [1])
    #expect(try files.list(folder).sorted() == ["b", "c"])
    #expect(errno { try files.renameNew("\(folder)/a", to: "\(folder)/d") } == ENOENT)
    #expect(errno { try files.renameNew("\(folder)/b", to: "\(folder)/no/b") } == ENOENT)
  }

  @Test(arguments: Disk.allCases)
  func `a file stays itself whatever is written to it, and no copy is the same`(
    disk: Disk
  ) throws {
    let (files, folder) = try disk.made()
    let path = "\(folder)/a"
    #expect(files.identity(path) == nil)
    try files.createFile(path, with: [1])
    // The disk of a test may be one that does not tell.
    guard let identity = files.identity(path) else { return }
    try AppendLog.open(path, fileSystem: files).append([2])
    try files.moveFile(path, to: "\(folder)/b")
    #expect(files.identity("\(folder)/b") == identity)
    try files.replaceFile("\(folder)/b", with: [1, 2])
    #expect(files.identity("\(folder)/b") != identity)
  }

  @Test(arguments: Disk.allCases)
  func `a removed name is gone, and its absence is told`(disk: Disk) throws {
    let (files, folder) = try disk.made()
    try files.createFile("\(folder)/a", with: [1])
    try files.removeFile("\(folder)/a")
    #expect(try !files.exists("\(folder)/a"))
    #expect(errno { try files.unlink("\(folder)/a") } == ENOENT)
    #expect(errno { _ = try files.readFile("\(folder)/a") } == ENOENT)
    #expect(try files.status("\(folder)/a/b") == nil)
  }

  @Test(arguments: Disk.allCases)
  func `folders are made with those above them`(disk: Disk) throws {
    let (files, folder) = try disk.made()
    try files.makeDirectory("\(folder)/a/b/c")
    try files.makeDirectory("\(folder)/a/b/c")
    #expect(try files.status("\(folder)/a/b")?.isFolder == true)
    #expect(try files.list("\(folder)/a") == ["b"])
    #expect(errno { try files.mkdir("\(folder)/a", mode: 0o700) } == EEXIST)
    #expect(errno { try files.mkdir("\(folder)/x/y", mode: 0o700) } == ENOENT)
    try files.createFile("\(folder)/file", with: [])
    #expect(errno { try files.makeDirectory("\(folder)/file") } == ENOTDIR)
    #expect(errno { _ = try files.list("\(folder)/none") } == ENOENT)
    #expect(errno { _ = try files.readFile("\(folder)/a") } == EISDIR)
  }

  @Test(arguments: Disk.allCases)
  func `one at a time has the lock, until it lets go`(disk: Disk) throws {
    let (files, folder) = try disk.made()
    let path = "\(folder)/lock"
    func lock(_ holder: String, _ path: String) throws -> DirectoryLock {
      try DirectoryLock.take(on: folder, path, holder: holder, fileSystem: files)
    }
    let first = try lock("first, process 1", path)
    #expect(throws: DirectoryLockError.held(by: "first, process 1")) {
      _ = try lock("second", path)
    }
    // Whoever deletes the file, or has another one for the same folder, is no more alone for that.
    try files.unlink(path)
    for path in [path, "\(folder)/other"] {
      #expect(throws: DirectoryLockError.held(by: "another touchbase")) {
        _ = try lock("second", path)
      }
    }
    _ = consume first
    let third = try lock("third", path)
    #expect(try files.text(path) == "third\n")
    _ = consume third
  }

  @Test(arguments: Disk.allCases)
  func `a replaced file keeps its permissions, a new one gets its own`(disk: Disk) throws {
    let (files, folder) = try disk.made()
    let path = "\(folder)/a"
    try files.replaceFile(path, with: [1])
    #expect(try files.status(path)?.mode == 0o600)
    let file = try files.open(path, .appending(mode: 0))
    try files.setMode(file, 0o666)
    try files.close(file)
    try files.replaceFile(path, with: [2])
    #expect(try files.status(path)?.mode == 0o666, "whatever umask says")
    #expect(try files.readFile(path) == [2])
    #expect(try files.list(folder) == ["a"])
  }

  @Test(arguments: Disk.allCases)
  func `a name as long as names may be can be written`(disk: Disk) throws {
    let (files, folder) = try disk.made()
    let path = "\(folder)/\(String(repeating: "ä", count: 125)).eml"
    try files.createFile(path, with: [1])
    try files.replaceFile(path, with: [2])
    #expect(try files.readFile(path) == [2])
  }

  @Test(arguments: Disk.allCases)
  func `what a crash left of a half-made file is in nobody's way`(disk: Disk) throws {
    let (files, folder) = try disk.made()
    let left = try files.open("\(folder)/.a.0.tmp", .creating(mode: 0o600))
    try files.close(left)
    try files.replaceFile("\(folder)/a", with: [1])
    #expect(try files.list(folder).sorted() == [".a.0.tmp", "a"])
  }
}
