package import DurableFiles

/// A letter being written: header lines, text, and below the scissors the brief.
///
/// Whatever a person's editor left is a draft: what is wrong with its header is in ``problems``,
/// with its place in the file, and all that could be read is there.
///
/// Nothing of it ever changes, and it is handed on many times: a reference is one count, and a copy
/// would be one for each of its texts and lists.
package final class Draft: Sendable {
  /// The file as people see it, relative to the workspace: `drafts/2026-11-ada-park.eml`.
  package let path: String
  /// The header lines in the file's order.
  package let fields: [DraftField]
  /// What the outbox knows the letter by; nil where the person deleted it.
  package let id: String?
  package let template: String?
  package let subject: String
  /// The lines of the text above the scissors, without ends.
  package let lines: [String]
  /// The line of the file that ``lines`` begin on; the first is 1.
  package let firstLine: Int
  /// The line of the file that the scissors are; nil where they are gone.
  package let scissorsLine: Int?
  /// The lines below the scissors.
  package let brief: [String]
  /// Ids of the contacts it is for.
  package let contacts: [String]
  /// Every place of the text, those that vanish among them.
  let places: [Place]
  /// What is wrong with the header block, by line.
  package let problems: [DraftProblem]
  /// The bytes of the file.
  package let source: [UInt8]
  /// What the file was when it was read; nil where it could change without another stamp.
  let stamp: FileStamp?
  /// Every line of the file, without ends.
  let fileLines: [String]
  /// Whether the file is of printable ASCII and line feeds alone, so that no line needs a look for
  /// anything else.
  let isPlain: Bool

  /// Reads a draft as an editor left it: LF or CRLF, with or without a byte order mark.
  ///
  /// The path is the one people see, relative to the workspace.
  package init(path: String, bytes: [UInt8], stamp: FileStamp? = nil) {
    var problems: [DraftProblem] = []
    let all = Self.lines(of: bytes, problems: &problems)
    let block = HeaderBlock(lines: all)
    problems += block.problems
    let scissors = all[block.bodyStart...].firstIndex(where: Scissors.isScissors)
    let lines = Array(all[block.bodyStart..<(scissors ?? all.count)])
    let field = { name in block.fields.first { $0.isNamed(name) }?.value }
    self.path = path
    self.fields = block.fields
    self.id = field(DraftField.Name.draft).flatMap { $0.isEmpty ? nil : $0 }
    self.template = field(DraftField.Name.template)
    self.subject = field("Subject") ?? ""
    self.firstLine = block.bodyStart + 1
    self.lines = lines
    self.contacts = field(DraftField.Name.contact).map { Self.ids(in: $0) } ?? []
    self.places = bytes.hasOctet { $0 == UInt8(ascii: "[") } ? Place.all(in: lines) : []
    self.scissorsLine = scissors.map { $0 + 1 }
    self.brief = scissors.map { Array(all[($0 + 1)...]) } ?? []
    self.problems = problems
    self.source = bytes
    self.stamp = stamp
    self.fileLines = all
    self.isPlain = !bytes.hasOctet { ($0 &- 0x20 >= 0x5F) != ($0 == 0x0A) }
  }

  /// A draft of which nothing is known but where it is, and why.
  init(path: String, problem: DraftProblem.Condition) {
    self.path = path
    (fields, lines, fileLines, brief) = ([], [], [], [])
    (firstLine, scissorsLine) = (1, nil)
    (contacts, places, source, stamp) = ([], [], [], nil)
    (id, template, subject) = (nil, nil, "")
    problems = [DraftProblem(line: 1, column: 1, condition: problem)]
    isPlain = true
  }

  /// The value of the first field of a name; nil where there is none.
  package subscript(name: String) -> String? {
    fields.first { $0.isNamed(name) }?.value
  }

  /// What the letter drew on when it was written.
  package var used: Used { Used(parsing: self[DraftField.Name.used] ?? "") }

  /// The text above the scissors as it stands, places and all; lines end in LF.
  package var text: String { lines.joined(separator: "\n") }

  /// Whether nobody changed the file since touchbase wrote it.
  package var isUntouched: Bool {
    writtenDigests.first == Self.digest(ofLines: fileLines)
  }

  /// The digest of the file as it was written, then those of its optional places.
  var writtenDigests: [String] {
    (self[DraftField.Name.written] ?? "").split(separator: " ").map(String.init)
  }
}

extension Draft {
  /// The places that the person has to write, or has to take the brackets from.
  package var openPlaces: [Place] {
    places.filter { !vanishes($0) }
  }

  /// Where the editor should open: the line of the first place, or of the text.
  package var firstPlaceLine: Int {
    firstLine + (places.first?.lines.lowerBound ?? 0)
  }

  /// The letter as it will look: optional places that nobody touched are gone.
  package var letter: String {
    var letter = lines[...]
    // From the last one on, so that the others stay where they are.
    for place in places.reversed() where vanishes(place) {
      // With its paragraph goes the blank line that set it apart.
      letter.removeSubrange(place.lines.lowerBound..<min(place.lines.upperBound + 2, letter.count))
    }
    // Narrowed, since to remove a line from the shared ones would copy all of them.
    while letter.first?.allSatisfy(\.isWhitespace) == true { letter = letter.dropFirst() }
    while letter.last?.allSatisfy(\.isWhitespace) == true { letter = letter.dropLast() }
    guard !letter.isEmpty else { return "\n" }
    let text = Self.joined(letter)
    return isPlain ? text : Self.withoutControls(text)
  }

  /// The lines, each with its end.
  private static func joined(_ lines: ArraySlice<String>) -> String {
    let count = lines.reduce(0) { $0 + $1.utf8.count + 1 }
    return String(unsafeUninitializedCapacity: count) { buffer in
      var end = 0
      for var line in lines {
        end = line.withUTF8 { buffer[end...].initialize(fromContentsOf: $0) }
        buffer.initializeElement(at: end, to: 0x0A)
        end += 1
      }
      return end
    }
  }

  /// A text without what moves cursors; a bare CR ends a line.
  private static func withoutControls(_ text: String) -> String {
    let hasControls = text.hasOctet { ($0 < 32 || $0 == 127) && $0 != 10 && $0 != 9 }
    guard hasControls else { return text }
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\r" {
        kept.append("\n")
      } else if scalar.value >= 32 && scalar.value != 127 || scalar == "\n" || scalar == "\t" {
        kept.append(scalar)
      }
    }
    return String(kept)
  }

  /// Whether a place is optional and still what it was: a person who types inside the brackets has
  /// written something, and it must not be lost.
  func vanishes(_ place: Place) -> Bool {
    guard place.isOptional, place.isClosed, place.isParagraph else { return false }
    guard self[DraftField.Name.written] != nil else { return true }
    return writtenDigests.dropFirst().contains(Place.digest(ofCue: place.cue))
  }
}
