import TestSupport
import Testing

/// What the program loads only where it needs it may not be there.
@Suite(.serialized)
struct MissingLibraryTests {
  private let workspace: TestWorkspace

  init() throws {
    workspace = try TestWorkspace(smtp: ["url: smtp://127.0.0.1:9"])
    // The loader takes the first file of that name, and these are no libraries.
    try workspace.write("broken/libcurl.so.4", "no library\n")
    try workspace.write("broken/libarchive.so.13", "no library\n")
  }

  @Test func `Without libcurl nothing is sent, and it says what to install`() throws {
    try workspace.addLetter("ann", name: "Ann", email: "ann@example.net")
    let approved = try workspace.run("approve", "ann")
    #expect(approved.status == 0, "\(approved)")
    let result = try workspace.shell("LD_LIBRARY_PATH=$PWD/broken touchbase send --yes")
    #expect(result.status == 69)
    #expect(result.output.contains("libcurl cannot be loaded ("))
    #expect(result.output.contains("; install it (Debian: libcurl4)"))
    #expect(try workspace.list("outbox/queue") == ["ann.eml"])
  }

  @Test func `Without libarchive no archive is read, and it says what to install`() throws {
    try workspace.write("people.zip", "PK\u{3}\u{4}")
    let result = try workspace.shell("LD_LIBRARY_PATH=$PWD/broken touchbase import people.zip")
    #expect(result.status == 65)
    #expect(result.output.contains("'people.zip' cannot be read: libarchive cannot be loaded ("))
    #expect(result.output.contains("; install it (Debian: libarchive13)"))
  }

  @Test func `What needs neither does without them`() throws {
    let result = try workspace.shell("LD_LIBRARY_PATH=$PWD/broken touchbase plan")
    #expect(result.status == 0)
  }
}
