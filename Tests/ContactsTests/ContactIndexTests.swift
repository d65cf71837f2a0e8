import DurableFiles
import MailMessage
import Synchronization
import TestSupport
import Testing

@testable import Contacts

@Suite struct ContactIndexTests {
  private let directory: TemporaryDirectory
  private let files: CountingFiles
  private let folder: String
  private let later = Int64.max

  init() throws {
    directory = try TemporaryDirectory()
    folder = directory.path + "/contacts"
    files = CountingFiles()
    try files.makeDirectory(folder)
    for number in 0..<40 { try write("p\(number)", "name: Person \(number)\ncity: Ames\n") }
    try write(
      "rich",
      Self.rich,
      "- [ ] 2026-10-02 A promise. say: \"Here it is.\" #work #private\n- Two\n"
    )
  }

  private static let rich = """
    name: "Dr. Łukasz Öst, PhD"
    first_name: Łukasz
    email: [a@example.net, ö@exämple.net]
    phone: ["+1 515 555 0142", 0142]
    groups: [a, b]
    offers: x, y
    needs: []
    knows: [p1]
    organization: Acme
    role: Printer
    city: Ames
    met: there
    language: de
    form: Sie
    greeting: "Dear Mrs Olsen,"
    channel: call
    every: 2 months
    no: visit
    do_not_contact: true
    died: 2026-05
    birthday: 1980-02-29
    snooze: 2027-01-15
    template: x
    number: -12
    zip: 01234
    nothing:
    deep: {a: [1, {b: null}], c: true}
    more:
      pager: "1: 2"
    """ + "\n"

  private func write(_ id: String, _ keys: String, _ notes: String = "") throws {
    try files.replaceFile("\(folder)/\(id).md", with: Array("---\n\(keys)---\n\(notes)".utf8))
  }

  private var path: String { directory.path + "/.touchbase/contacts.index" }

  private func load(_ program: String = "1", now: Int64? = nil) throws -> AddressBook {
    let index = ContactIndex(path: path, program: program, now: now ?? later)
    files.reads.withLock { $0 = 0 }
    return try AddressBook.load(folder: folder, fileSystem: files, index: index)
  }

  /// How many contact files were read, that of the index aside.
  private var reads: Int {
    files.reads.withLock { $0 }
  }

  private func description(_ book: AddressBook) -> [String] {
    book.contacts.map { "\($0)" } + book.problems.map(\.description) + book.takenIDs.sorted()
  }

  @Test func `what the index gives is what the files give`() throws {
    let fresh = try AddressBook.load(folder: folder, fileSystem: files)
    #expect(description(try load()) == description(fresh))
    #expect(reads == 41)
    #expect(description(try load()) == description(fresh))
    #expect(reads == 0)
    #expect(fresh["rich"]?.problems == [])
  }

  @Test func `a file that was changed, added, removed or put in another's place is noticed`() throws
  {
    _ = try load()
    try write("p1", "name: Person X\ncity: Ames\n")
    try write("p99", "name: Person 99\n")
    try files.removeFile("\(folder)/p2.md")
    try files.rename("\(folder)/p4.md", to: "\(folder)/p3.md")
    let book = try load()
    #expect(reads == 3)
    #expect(book["p1"]?.name == "Person X" && book["p99"]?.name == "Person 99")
    #expect(book["p2"] == nil && book["p4"] == nil && book["p3"]?.name == "Person 4")
  }

  @Test func `a file that may have changed within the tick of the clock is read anew`() throws {
    let now = try #require(try files.status("\(folder)/p1.md")).changed
    _ = try load(now: now + 1_000_000_000)
    _ = try load()
    #expect(reads == 41)
    _ = try load(now: now + 5_000_000_000)
    _ = try load()
    #expect(reads == 0)
  }

  @Test func `a file with a problem is read each time, and told of each time`() throws {
    try write("p1", "name: Person 1\nemail: nobody\n")
    try write("p2", "name: [\n")
    for _ in 0..<2 {
      #expect(try load().problems.map(\.path) == ["contacts/p1.md", "contacts/p2.md"])
    }
    #expect(reads == 2)
  }

  @Test func `an index of another program or folder, or of another version is not used`() throws {
    _ = try load()
    _ = try load("2")
    #expect(reads == 41)
    try files.rename(folder, to: folder + "-old")
    try files.makeDirectory(folder)
    for name in try files.list(folder + "-old") {
      try files.rename("\(folder)-old/\(name)", to: "\(folder)/\(name)")
    }
    _ = try load("2")
    #expect(reads == 41)
    var bytes = try files.readFile(path)
    bytes[ContactIndex.magic.count - 2] += 1
    try files.replaceFile(path, with: bytes)
    _ = try load("2")
    #expect(reads == 41)
  }

  @Test func `many files are read as few are, and each is known the next time`() throws {
    for number in 100..<500 { try write("p\(number)", "name: Person \(number)\n") }
    for id in ["p100", "p499"] { try write(id, "name: [\n") }
    for id in ["P150", "P499", "Rich"] { try write(id, "name: Other\n") }
    let first = try load()
    #expect(reads == 444)
    #expect(first.contacts.map(\.id) == first.contacts.map(\.id).sorted())
    #expect(first.contacts.count == 442 && first.takenIDs.count == 441)
    let ids = ["p100", "p150", "p499", "rich"]
    #expect(first.problems.map(\.path) == ids.map { "contacts/\($0).md" })
    #expect(description(try load()) == description(first))
    #expect(reads == 2)
    for id in ["p120", "p480"] { try write(id, "name: Another\n") }
    try files.removeFile("\(folder)/p300.md")
    let changed = try load()
    #expect(reads == 4)
    #expect(["p120", "p480", "p300"].map { changed[$0]?.name } == ["Another", "Another", nil])
  }

  @Test func `each damaged byte and each length of an index is noticed and mended`() throws {
    for name in try files.list(folder) where name != "rich.md" {
      try files.unlink("\(folder)/\(name)")
    }
    let fresh = description(try AddressBook.load(folder: folder, fileSystem: files))
    let index = ContactIndex(path: path, program: "1", now: later)
    let status = try #require(try files.status(folder))
    let file = try #require(try files.status("\(folder)/rich.md"))
    let contact = try #require(try load()["rich"])
    index.store([contact], [FileStamp(file)], of: status, fileSystem: files)
    let whole = try files.readFile(path)
    _ = try load()
    #expect(reads == 0)
    for offset in whole.indices {
      var bytes = whole
      bytes[offset] ^= 1 << UInt8(offset % 8)
      for damaged in [bytes, Array(whole[..<offset])] {
        try files.replaceCache(path, with: damaged)
        #expect(description(try load()) == fresh)
        #expect(reads == 1)
      }
    }
  }

  @Test func `an index with a right checksum over wrong bytes harms nobody`() throws {
    let contact = try #require(try load()["rich"])
    var writer = PackedWriter()
    contact.pack(into: &writer)
    var dice = Dice(7)
    for _ in 0..<20_000 {
      var bytes = writer.bytes
      for _ in 0...dice.below(3) { bytes[dice.below(bytes.count)] = UInt8(dice.below(256)) }
      var reader = PackedReader(bytes)
      // Whatever comes out is a contact or an error.
      _ = Result { () throws(PackedReader.Damage) in try Contact(id: "rich", from: &reader) }
    }
  }

  @Test func `where no index can be kept everything works without one`() throws {
    try files.makeDirectory(path + "/in-the-way")
    #expect(try load().contacts.count == 41)
    #expect(try load().contacts.count == 41)
  }
}
