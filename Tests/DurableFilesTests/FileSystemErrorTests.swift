import DurableFiles
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What people read when the disk refuses.
@Suite struct FileSystemErrorTests {
  @Test(arguments: [
    (FileSystemError.Operation.open, ENOENT, "cannot open 'x': no such file or directory"),
    (.read, EISDIR, "cannot read 'x': is a directory"),
    (.synchronize, EIO, "cannot write to the disk 'x': input/output error"),
    (.rename, EACCES, "cannot rename 'x': permission denied"),
    (.link, EEXIST, "cannot make 'x': file exists"),
    (.mkdir, EROFS, "cannot make the folder 'x': read-only file system"),
  ])
  func `an error names what, where and why`(
    operation: FileSystemError.Operation,
    errno: Int32,
    text: String
  ) {
    #expect(FileSystemError(operation, "x", errno: errno).description == text)
  }

  @Test func `a lock names its holder`() {
    let error = DirectoryLockError.held(by: "touchbase send, process 4711")
    #expect(
      error.description == "somebody else is at work there: touchbase send, process 4711"
    )
  }
}
