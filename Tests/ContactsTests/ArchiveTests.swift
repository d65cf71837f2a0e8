import Testing

@testable import Contacts

@Suite struct ArchiveTests {
  private func error(of bytes: [UInt8]) -> String {
    var importer = Importer(book: AddressBook(contacts: []))
    do {
      try importer.read(file: "x.zip", bytes: bytes)
      return ""
    } catch {
      return "\(error)"
    }
  }

  /// An archive whose files are all the same, stored without compression.
  private func archive(_ name: String, _ content: [UInt8], count: Int = 1) -> [UInt8] {
    StoredArchive.bytes((0..<count).map { ("\($0)\(name)", content) })
  }

  @Test func `an archive without a list, broken or too large is refused as a whole`() {
    #expect(error(of: archive(".csv", Array("x".utf8))) == "'x.zip' holds no list of people")
    #expect(error(of: archive(".jpg", [])) == "'x.zip' holds no list of people")
    let half = Array(archive(".csv", Array("Name\nAda\n".utf8)).prefix(20))
    #expect(error(of: half).hasPrefix("'x.zip' cannot be read: "))
    let many = archive(".csv", [], count: 10_001)
    #expect(
      error(of: many) == "'x.zip' holds more than 10000 files; take the list of people out of it"
    )
  }

  @Test func `an archive in an archive is named, with what to do`() throws {
    let list = ("people.csv", Array("Name\nAda Park\n".utf8))
    let inner = StoredArchive.bytes([list])
    let files = [("old/Backup.ZIP", inner), ("copy.bak", inner)]
    var folder = MemoryFolder()
    let report = try folder.take(bytes: StoredArchive.bytes([list] + files), name: "x.zip")
    #expect(report.added == ["ada-park"])
    let reason = "an archive in the archive; take it out and import it by itself"
    #expect(
      report.skipped.map { "\($0.file): \($0.reason)" }
        == ["x.zip/old/Backup.ZIP: \(reason)", "x.zip/copy.bak: \(reason)"]
    )
    for file in files {
      #expect(
        error(of: StoredArchive.bytes([file]))
          == "'x.zip' holds no list of people but archives; take 'x.zip/\(file.0)' out and import it"
          + " by itself"
      )
    }
    // What macOS puts beside each file is none of the person's.
    let hidden = StoredArchive.bytes([list, ("__MACOSX/._old.zip", inner), (".old.zip", inner)])
    #expect(try folder.take(bytes: hidden, name: "x.zip").skipped.isEmpty)
  }

  @Test func `a bomb is not unpacked beyond the limit`() throws {
    let bytes = try Golden.bytes("bomb.zip")
    #expect(bytes.count < 1 << 20)
    #expect(
      error(of: bytes)
        == "'x.zip' holds more than 64 MiB when unpacked; take the list of people out of it"
    )
  }
}
