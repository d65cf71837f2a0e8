import FoundationEssentials
import MailMessage
import TestSupport
import Testing

@testable import Contacts

/// Files that somebody or something damaged: nothing crashes or hangs, and what is there is named.
///
/// `TOUCHBASE_MUTATIONS` says how many of each kind are tried; 300 where it does not.
@Suite struct MutationTests {
  private static let rounds =
    ProcessInfo.processInfo.environment["TOUCHBASE_MUTATIONS"].flatMap { Int($0) } ?? 300

  private static let cards = """
    BEGIN:VCARD\r\nVERSION:3.0\r\nFN;CHARSET=UTF-8:Ada Park\r\nN:Park;Ada;;Dr.;\r\n\
    item1.EMAIL;TYPE=INTERNET,pref:ada@example.net\r\nitem1.X-ABLabel:_$!<Work>!$_\r\n\
    NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=\r\n two\r\nBDAY:--03-07\r\nADR:;;1 Main;Ames;;;\r\n\
    AGENT:\r\nBEGIN:VCARD\r\nFN:Bo\r\nEND:VCARD\r\nPHOTO;ENCODING=b:AAAA\r\n AAAA\r\nEND:VCARD\r\n\
    BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Cy\r\nTEL;VALUE=uri;PREF=1:tel:+1-555;ext=1\r\nEND:VCARD\r\n
    """

  private static let table = """
    Notes:\n"When exporting, a ""quote""."\n\n\
    First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
    Ada,Park,https://x.org/in/ada,ada@example.net,"Studio, Inc.",Owner,01 Jan 2024\n\
    Bo,,,"a@x.org ::: b@x.org",,"two\nlines",7-Feb-22\n,,,,,,\nCy;Roth,,,,,,\n
    """

  private static let contact = """
    ---\nname: "Ada Park"\nemail: [a@x.org, b@x.org]\ngroups: local, work\nbirthday: 03-07\n\
    every: 2 months\nmore:\n  fax: "1"\n  list: [1, {a: b}]\nno: [email]\nx: &a |\n  text\n  more\n\
    ---\n- 2026-10-02 Moved. say: "Did \\"it\\"?" #work\n- [ ] send it\n\n  below\n- [x] kept #private\n
    """

  private static let pieces: [[UInt8]] =
    [
      "\0", "\r", "\n", "\r\n", "\"", "'", ",", ";", ":", "=", "---\n", "- ", "[", "{", "&a", "*a",
      "BEGIN:VCARD\n", "END:VCARD\n", "=0A=\n", "\u{1B}[2J", "\u{202E}", "\u{FEFF}", "../../x",
      "::: ", "name: ", "FN:", "CON", "%00", "\t", String(repeating: "A", count: 5000),
      String(repeating: "[", count: 200), "!!binary ", "2026-99-99", "@", "<a@b>",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xFF, 0xFE], [0x00, 0x41]]

  private static func mutated(_ text: String, _ dice: inout Dice) -> [UInt8] {
    var bytes = Array(text.utf8)
    for _ in 0...dice.below(6) {
      let place = dice.below(bytes.count + 1)
      switch dice.below(5) {
      case 0 where place < bytes.count: bytes[place] = UInt8(dice.below(256))
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + dice.below(40)))
      case 2: bytes.removeSubrange(place...)
      case 3: bytes.insert(contentsOf: bytes.prefix(dice.below(300)), at: place)
      default: bytes.insert(contentsOf: pieces[dice.below(pieces.count)], at: place)
      }
    }
    return bytes
  }

  @Test(arguments: [("people.vcf", cards), ("people.csv", table)])
  func `a damaged list gives people whose files can be read again`(name: String, text: String)
    throws
  {
    for seed in 0..<UInt64(Self.rounds) {
      var dice = Dice(seed)
      var folder = MemoryFolder()
      do {
        _ = try folder.take(bytes: Self.mutated(text, &dice), name: name)
      } catch is ContactsError {
        continue
      }
      let book = folder.book()
      #expect(book.contacts.count == folder.files.count, "seed \(seed)")
      for path in folder.files.keys {
        #expect(path.hasPrefix("contacts/") && !path.dropFirst(9).contains("/"), "seed \(seed)")
        #expect(path.utf8.count <= 9 + 255, "seed \(seed)")
      }
    }
  }

  @Test func `a damaged contact is read or refused, and an edit keeps every other byte`() throws {
    for seed in 0..<UInt64(Self.rounds) {
      var dice = Dice(seed)
      let bytes = Self.mutated(Self.contact, &dice)
      let file: ContactFile
      do throws(ContactProblem) {
        file = try ContactFile(path: "contacts/ada.md", bytes: bytes)
        _ = try file.contact()
      } catch {
        #expect(error.line >= 1 && error.column >= 1 && !"\(error)".isEmpty, "seed \(seed)")
        continue
      }
      let noted = try file.appending(NewNote("a new note"))
      let line = noted.bytes.count - bytes.count
      #expect((12...16).contains(line), "seed \(seed)")
      guard let edited = try? file.setting("city", to: .text("Ames")) else { continue }
      #expect(try edited.contact().city == "Ames", "seed \(seed)")
    }
  }
}
