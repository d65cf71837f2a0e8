extension Draft {
  /// The parts of a draft that is to be written for the first time.
  package struct Content: Hashable, Sendable {
    package var fields: [DraftField]
    package var text: String
    /// Lines without the mark that the file puts before them.
    package var brief: [String]

    package init(fields: [DraftField], text: String, brief: [String]) {
      self.fields = fields
      self.text = text
      self.brief = brief
    }
  }

  /// The bytes of the file: UTF-8, lines end in LF.
  ///
  /// A value cannot begin a second header line.
  package static func bytes(of content: Content) -> [UInt8] {
    var head = content.fields.map { "\($0.name): \(singleLine($0.value))" }
    let text = LetterText.lines(of: content.text).map { Scissors.opened(String($0)) }
    let brief = content.brief.map { Scissors.briefLine(singleLine($0)) }
    var body = [""] + text
    while body.last == "" { body.removeLast() }
    body += ["", Scissors.line, Scissors.briefLine(Scissors.explanation)] + brief
    let cues = Place.all(in: text).filter(\.isOptional).map { Place.digest(ofCue: $0.cue) }
    let digests = [digest(ofLines: head + body)] + cues
    head.append("\(DraftField.Name.written): \(digests.joined(separator: " "))")
    return Array((head + body).joined(separator: "\n").utf8) + [0x0A]
  }

  /// One line of a text that came from elsewhere: whatever ends lines or moves cursors is a blank.
  static func singleLine(_ text: String) -> String {
    // Controls of one octet, and the first octets of U+0080 to U+009F, U+2028 and U+2029.
    let mayHaveControls = text.utf8.contains { $0 < 32 || $0 == 127 || $0 == 0xC2 || $0 == 0xE2 }
    guard mayHaveControls else { return text }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          let isControl =
            scalar.value < 32 || (127...159).contains(scalar.value)
            || scalar.value == 0x2028 || scalar.value == 0x2029
          return isControl ? " " : scalar
        }
      )
    )
  }
}
