#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension FileSystem {
  /// Whether the path leads to something.
  package func exists(_ path: String) throws(FileSystemError) -> Bool {
    try status(path) != nil
  }

  /// The bytes of a whole file, at most `limit` of them, so that no file can fill the memory.
  ///
  /// A larger file throws ``FileSystemError`` with `EFBIG`.
  package func readFile(_ path: String, limit: Int = 64 << 20) throws(FileSystemError) -> [UInt8] {
    try readAll(path, .reading, limit: limit).bytes
  }

  /// The same, with what was known of the file just before it was read.
  package func readFileAndStatus(
    _ path: String,
    limit: Int
  ) throws(FileSystemError) -> (bytes: [UInt8], status: FileStatus) {
    try readAll(path, .reading, limit: limit)
  }

  /// The bytes of a file that somebody named on the command line, where a pipe has its use.
  ///
  /// A larger file throws ``FileSystemError`` with `EFBIG`.
  package func readInput(_ path: String, limit: Int = 64 << 20) throws(FileSystemError) -> [UInt8] {
    try readAll(path, .awaiting, limit: limit).bytes
  }

  private func readAll(
    _ path: String,
    _ mode: OpenMode,
    limit: Int
  ) throws(FileSystemError) -> (bytes: [UInt8], status: FileStatus) {
    try reading(path, mode) { (file) throws(FileSystemError) in
      let status = try status(of: file)
      var bytes = try readAtOnce(file, status, limit: limit)
      if bytes.isEmpty || bytes.count != status.size {
        // It is no plain file, or is being written.
        try readRest(file) { (piece) throws(FileSystemError) in
          bytes += piece
          if bytes.count > limit { throw FileSystemError(.read, path, errno: EFBIG) }
        }
      }
      guard bytes.count <= limit else { throw FileSystemError(.read, path, errno: EFBIG) }
      return (bytes, status)
    }
  }

  /// The bytes of a file that has as many as it says, asked for with one more: what does not come is
  /// not there.
  private func readAtOnce(
    _ file: FileDescriptor,
    _ status: FileStatus,
    limit: Int
  ) throws(FileSystemError) -> [UInt8] {
    // What the kernel makes up as it is read says 0.
    guard status.isRegularFile, status.size > 0 else { return [] }
    return try read(file, count: min(status.size, limit) + 1)
  }

  /// Hands over the bytes of a file, piece by piece, all but the first `start` ones.
  package func readPieces(
    _ path: String,
    _ mode: OpenMode = .reading,
    from start: Int = 0,
    _ body: ([UInt8]) throws(FileSystemError) -> Void
  ) throws(FileSystemError) {
    try reading(path, mode) { (file) throws(FileSystemError) in
      if start > 0 { try skip(file, count: start) }
      try readRest(file, body)
    }
  }

  /// Hands over what is left to read of a file, piece by piece.
  private func readRest(
    _ file: FileDescriptor,
    _ body: ([UInt8]) throws(FileSystemError) -> Void
  ) throws(FileSystemError) {
    // Most files are small; a large piece of memory that is given back at once costs more than it
    // takes to read them.
    var count = 16 << 10
    while true {
      let piece = try read(file, count: count)
      if piece.isEmpty { return }
      try body(piece)
      if piece.count == count { count = 64 << 10 }
    }
  }

  /// Opens a file for what reads it, and closes it.
  private func reading<Value>(
    _ path: String,
    _ mode: OpenMode,
    _ body: (FileDescriptor) throws(FileSystemError) -> Value
  ) throws(FileSystemError) -> Value {
    let file = try open(path, mode)
    let value: Value
    do throws(FileSystemError) {
      value = try body(file)
    } catch {
      // The reading failed; what closing says adds nothing.
      _ = Result { try close(file) }
      throw error.at(path)
    }
    try close(file)
    return value
  }

  /// Makes a folder and those above it; one that is there already is left as it is.
  package func makeDirectory(_ path: String, mode: UInt32 = 0o700) throws(FileSystemError) {
    if let status = try status(path) {
      if status.isFolder { return }
      throw FileSystemError(.mkdir, path, errno: ENOTDIR)
    }
    let parent = FilePath.parent(of: path)
    if parent != path { try makeDirectory(parent, mode: mode) }
    do throws(FileSystemError) {
      try mkdir(path, mode: mode)
    } catch  where error.isAlreadyThere {
      return
    }
    try synchronizeFolder(parent)
  }

  /// Puts bytes in the place of a file, wholly or not at all, and on the disk before it returns.
  ///
  /// A symbolic link is followed, also one that leads to nothing yet; a file that is there keeps its
  /// permissions, a new one gets `mode`.
  package func replaceFile(
    _ path: String,
    with bytes: [UInt8],
    mode: UInt32 = 0o600
  ) throws(FileSystemError) {
    let present = try status(path)
    let target = try linkTarget(path)
    let temporary = try writeTemporary(
      beside: target,
      mode: present?.mode ?? mode,
      isModeKept: present != nil
    ) { (append) throws(FileSystemError) in try append(bytes) }
    do throws(FileSystemError) {
      try rename(temporary, to: target)
    } catch {
      // The new bytes did not get their name; the old file is whole.
      _ = Result { try unlink(temporary) }
      throw error
    }
    try synchronizeFolder(FilePath.parent(of: target))
  }

  /// Puts bytes in the place of a file that can be made again, wholly or not at all while the machine
  /// runs.
  ///
  /// Nothing waits for the disk: after a crash the file may be old, cut off or empty, which whoever
  /// reads it has to notice.
  package func replaceCache(_ path: String, with bytes: [UInt8]) throws(FileSystemError) {
    let (temporary, file) = try createTemporary(beside: path, mode: 0o600)
    do throws(FileSystemError) {
      try closing(file, path) { () throws(FileSystemError) in
        try writeAll(file, bytes, path: path)
      }
      try rename(temporary, to: path)
    } catch {
      _ = Result { try unlink(temporary) }
      throw error
    }
  }

  /// Makes a new file, wholly or not at all, and on the disk before it returns.
  ///
  /// - Throws: ``FileSystemError``, ``FileSystemError/isAlreadyThere`` when the name is taken.
  package func createFile(
    _ path: String,
    with bytes: [UInt8],
    mode: UInt32 = 0o600
  ) throws(FileSystemError) {
    try createFile(path, mode: mode) { (append) throws(FileSystemError) in try append(bytes) }
  }

  /// Makes a new file of the bytes that a function appends to it, wholly or not at all, and on the disk
  /// before it returns.
  ///
  /// - Throws: ``FileSystemError``, ``FileSystemError/isAlreadyThere`` when the name is taken.
  package func createFile(
    _ path: String,
    mode: UInt32 = 0o600,
    _ body: (_ append: ([UInt8]) throws(FileSystemError) -> Void) throws(FileSystemError) -> Void
  ) throws(FileSystemError) {
    let temporary = try writeTemporary(beside: path, mode: mode, isModeKept: false, body)
    try nameTemporary(temporary, path)
    try synchronizeFolder(FilePath.parent(of: path))
  }

  /// Gives a file a second name, on the disk before it returns; false where it can have none: the
  /// disk knows none, the name would be on another disk, or the file is a symbolic link.
  ///
  /// - Throws: ``FileSystemError``, ``FileSystemError/isAlreadyThere`` when the name is taken.
  package func addName(_ path: String, to file: String) throws(FileSystemError) -> Bool {
    guard try readLink(file) == nil else { return false }
    do throws(FileSystemError) {
      try link(file, to: path)
    } catch  where !error.isAlreadyThere {
      return false
    }
    try synchronizeFolder(FilePath.parent(of: path))
    return true
  }

  /// Makes new files in one folder, each wholly or not at all, and on the disk before it returns.
  ///
  /// Where there are many, the bytes of up to 4096 files go to the disk together; the folder is
  /// synchronized once for all of them. When this throws, those that it had made are taken away
  /// again as far as the disk allows.
  ///
  /// - Returns: For each file whether it was made; false when its name is taken.
  package func createFiles(
    in folder: String,
    _ files: [(name: String, bytes: [UInt8])],
    mode: UInt32 = 0o600
  ) throws(FileSystemError) -> [Bool] {
    var isMade: [Bool] = []
    do throws(FileSystemError) {
      for start in stride(from: 0, to: files.count, by: 4096) {
        let group = files[start..<min(start + 4096, files.count)]
        if try createNamelessFiles(in: folder, group, mode: mode, &isMade) { continue }
        let temporaries = try writeTemporaries(in: folder, group, mode: mode)
        var rest = temporaries[...]
        do throws(FileSystemError) {
          for file in group {
            guard let temporary = rest.popFirst() else { break }
            isMade.append(try name(temporary, "\(folder)/\(file.name)"))
          }
        } catch {
          for temporary in rest { _ = Result { try unlink(temporary) } }
          throw error
        }
      }
      try synchronizeFolder(folder)
    } catch {
      for (file, isMade) in zip(files, isMade) where isMade {
        // The first failure is what is told; this one would add nothing.
        _ = Result { try unlink("\(folder)/\(file.name)") }
      }
      throw error
    }
    return isMade
  }

  /// Writes bytes to hidden files, waits until all of them are on the disk, and returns their paths.
  private func writeTemporaries(
    in folder: String,
    _ files: ArraySlice<(name: String, bytes: [UInt8])>,
    mode: UInt32
  ) throws(FileSystemError) -> [String] {
    var temporaries: [String] = []
    let disk = try openDisk(of: folder, for: files.count)
    defer { if let disk { _ = Result { try close(disk) } } }
    do throws(FileSystemError) {
      for file in files {
        let path = "\(folder)/\(file.name)"
        let (temporary, open) = try createTemporary(
          beside: path,
          stem: "\(folder)/.\(Self.cut(file.name))",
          mode: mode
        )
        temporaries.append(temporary)
        try closing(open, path) { () throws(FileSystemError) in
          try writeAll(open, file.bytes, path: path)
          if disk == nil { try synchronize(open) }
        }
      }
      if let disk { try synchronizeDisk(disk) }
    } catch {
      for temporary in temporaries { _ = Result { try unlink(temporary) } }
      throw error
    }
    return temporaries
  }

  /// Closes a file whatever a function does with it; closing can't lose what was synchronized.
  private func closing(
    _ file: FileDescriptor,
    _ path: String,
    _ body: () throws(FileSystemError) -> Void
  ) throws(FileSystemError) {
    defer { _ = Result { try close(file) } }
    do throws(FileSystemError) { try body() } catch { throw error.at(path) }
  }

  /// Gives a hidden file its name; false, and the hidden file gone, when the name is taken.
  private func name(_ temporary: String, _ path: String) throws(FileSystemError) -> Bool {
    do throws(FileSystemError) {
      try nameTemporary(temporary, path)
      return true
    } catch  where error.isAlreadyThere {
      return false
    }
  }

  private func nameTemporary(_ temporary: String, _ path: String) throws(FileSystemError) {
    do throws(FileSystemError) {
      if try renameAtOnce(temporary, to: path) { return }
      // A link, unlike a mere rename, never takes the place of another file.
      try link(temporary, to: path)
    } catch {
      if error.isWithoutLinks, try status(path) == nil {
        return try rename(temporary, to: path)
      }
      _ = Result { try unlink(temporary) }
      throw error
    }
    // The file has its name; a second one that stays behind is a hidden leftover, no failure.
    _ = Result { try unlink(temporary) }
  }

  /// Where a chain of symbolic links ends, whether something is there or not.
  private func linkTarget(_ path: String) throws(FileSystemError) -> String {
    var target = path
    for _ in 0..<40 {
      guard let link = try readLink(target) else { return target }
      target = FilePath.following(link, at: target)
    }
    throw FileSystemError(.status, path, errno: ELOOP)
  }

  /// Takes a file away, and its name off the disk before it returns.
  package func removeFile(_ path: String) throws(FileSystemError) {
    try unlink(path)
    try synchronizeFolder(FilePath.parent(of: path))
  }

  /// Moves a file, on the disk before it returns.
  package func moveFile(_ path: String, to target: String) throws(FileSystemError) {
    try rename(path, to: target)
    let (source, destination) = (FilePath.parent(of: path), FilePath.parent(of: target))
    // The new name first: a crash between the two may leave the old name as well, never none.
    try synchronizeFolder(destination)
    if source != destination { try synchronizeFolder(source) }
  }

  /// Writes all of the bytes, in as many calls as it takes.
  package func writeAll(
    _ file: FileDescriptor,
    _ bytes: [UInt8],
    path: String
  ) throws(FileSystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      do throws(FileSystemError) {
        rest = rest.dropFirst(try write(file, rest))
      } catch {
        throw error.at(path)
      }
    }
  }

  /// Writes bytes to a hidden file beside another, and returns its path.
  private func writeTemporary(
    beside path: String,
    mode: UInt32,
    isModeKept: Bool,
    _ body: (_ append: ([UInt8]) throws(FileSystemError) -> Void) throws(FileSystemError) -> Void
  ) throws(FileSystemError) -> String {
    let (temporary, file) = try createTemporary(beside: path, mode: mode)
    do throws(FileSystemError) {
      // What the process takes from new files must not be taken from one that is there.
      if isModeKept { try setMode(file, mode) }
      try body { (bytes) throws(FileSystemError) in try writeAll(file, bytes, path: path) }
      try synchronize(file)
    } catch {
      _ = Result { try close(file) }
      _ = Result { try unlink(temporary) }
      throw error.at(path)
    }
    // The bytes are on the disk; closing can't lose them.
    _ = Result { try close(file) }
    return temporary
  }

  /// A name that nobody has: a number is counted up past what a crash left behind.
  private func createTemporary(
    beside path: String,
    mode: UInt32
  ) throws(FileSystemError) -> (path: String, file: FileDescriptor) {
    let octets = path.utf8.split(separator: UInt8(ascii: "/")).last
    let name = octets.map { String(decoding: $0, as: UTF8.self) } ?? ""
    let stem = "\(FilePath.parent(of: path))/.\(Self.cut(name))"
    return try createTemporary(beside: path, stem: stem, mode: mode)
  }

  /// As much of a name as others may be made of.
  private static func cut(_ name: String) -> String {
    // In octets, since a file's name is limited in them; half a character harms nobody here.
    name.utf8.count > 60 ? String(decoding: name.utf8.prefix(60), as: UTF8.self) : name
  }

  private func createTemporary(
    beside path: String,
    stem: String,
    mode: UInt32
  ) throws(FileSystemError) -> (path: String, file: FileDescriptor) {
    for number in 0..<1000 {
      let temporary = "\(stem).\(number).tmp"
      do throws(FileSystemError) {
        return (temporary, try open(temporary, .creating(mode: mode)))
      } catch  where error.isAlreadyThere {
        continue
      }
    }
    throw FileSystemError(.open, path, errno: EEXIST)
  }
}
