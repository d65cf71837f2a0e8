extension FileSystem {
  /// Makes new files that have no name before they are on the disk, so that there never is a half-made
  /// one under any name, and a crash leaves none behind.
  ///
  /// Where the disk knows no such files, cannot name them, or fails before one of them has its name,
  /// none is made: what is wrong is told when they are made under hidden names instead.
  ///
  /// - Returns: Whether each was made, or its name found taken, which `isMade` then has.
  func createNamelessFiles(
    in folder: String,
    _ files: ArraySlice<(name: String, bytes: [UInt8])>,
    mode: UInt32,
    _ isMade: inout [Bool]
  ) throws(FileSystemError) -> Bool {
    guard files.count <= FileDescriptor.mostAtOnce else { return false }
    var open: [FileDescriptor] = []
    // Closing can't lose what was synchronized.
    defer { for file in open { _ = Result { try close(file) } } }
    do throws(FileSystemError) {
      guard try writeNamelessFiles(in: folder, files, mode: mode, &open) else { return false }
    } catch {
      return false
    }
    let before = isMade.count
    do throws(FileSystemError) {
      for (file, descriptor) in zip(files, open) {
        isMade.append(try name(descriptor, "\(folder)/\(file.name)"))
      }
    } catch  where isMade.count == before && (error.isNotFound || error.isWithoutLinks) {
      // Before Linux 6.10 it takes `/proc`, which may not be there.
      return false
    }
    return true
  }

  /// Writes bytes to files without a name, and waits until all of them are on the disk; false where
  /// the disk knows no such files.
  private func writeNamelessFiles(
    in folder: String,
    _ files: ArraySlice<(name: String, bytes: [UInt8])>,
    mode: UInt32,
    _ open: inout [FileDescriptor]
  ) throws(FileSystemError) -> Bool {
    let disk = try openDisk(of: folder, for: files.count)
    defer { if let disk { _ = Result { try close(disk) } } }
    for file in files {
      guard let descriptor = try openNameless(in: folder, mode: mode) else { return false }
      open.append(descriptor)
      try writeAll(descriptor, file.bytes, path: folder)
      if disk == nil { try synchronize(descriptor) }
    }
    if let disk { try synchronizeDisk(disk) }
    return true
  }

  /// Gives a file its name; false when that is taken.
  private func name(_ file: FileDescriptor, _ path: String) throws(FileSystemError) -> Bool {
    do throws(FileSystemError) {
      try link(file, to: path)
      return true
    } catch  where error.isAlreadyThere {
      return false
    }
  }

  /// The folder, open, where so many files are to go to the disk together with all that is written to
  /// it; nil where each is to go by itself.
  func openDisk(of folder: String, for count: Int) throws(FileSystemError) -> FileDescriptor? {
    // A few files are not worth waiting for what others write to the disk.
    guard canSynchronizeDisk, count >= 256 else { return nil }
    // Opened before anything is written, since it is told of what is lost from then on.
    return try open(folder, .reading)
  }
}
