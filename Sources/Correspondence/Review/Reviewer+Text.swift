internal import Contacts

extension Reviewer {
  func duplicateFindings(_ draft: Draft) -> [Finding] {
    guard let id = draft.id, isKnown(id) else { return [] }
    let field = draft.fields.first { $0.isNamed(DraftField.Name.draft) }
    return [
      draft.finding(
        .duplicate,
        line: field?.line ?? 1,
        message: "this letter was approved before: it is in the outbox as '\(id)'",
        hint: "delete the draft; to write again: touchbase draft NAME",
        isAllowable: false
      )
    ]
  }

  /// The brief stays below the scissors, and the letter above them.
  func scissorsFindings(_ draft: Draft) -> [Finding] {
    let brief = draft.lines.firstIndex(where: Scissors.isBriefLine)
    guard draft.scissorsLine != nil else {
      return draft.id == nil && brief == nil ? [] : [scissorsGone(draft, brief: brief)]
    }
    var findings: [Finding] = []
    if let brief {
      findings.append(
        draft.finding(
          .briefInLetter,
          line: draft.firstLine + brief,
          length: draft.lines[brief].count,
          message: "a line of the brief stands in the letter",
          hint: "delete it, or write it without the '#'",
          isAllowable: false
        )
      )
    }
    return findings + belowTheLine(draft)
  }

  private func scissorsGone(_ draft: Draft, brief: Int?) -> Finding {
    draft.finding(
      .briefInLetter,
      line: draft.firstLine + (brief ?? max(0, draft.lines.count - 1)),
      length: brief.map { draft.lines[$0].count } ?? 0,
      message: "the line that ends the letter is gone, and with it what keeps the brief back",
      hint: "put it back below the letter: \(Scissors.line)",
      isAllowable: false
    )
  }

  private func belowTheLine(_ draft: Draft) -> [Finding] {
    guard let scissors = draft.scissorsLine,
      let typed = draft.brief.firstIndex(where: Draft.isTypedBelow)
    else { return [] }
    return [
      draft.finding(
        .belowTheLine,
        line: scissors + 1 + typed,
        length: draft.brief[typed].count,
        message: "text below the line, where nothing is sent",
        hint: "move it up or delete it, or: " + draft.allowing(.belowTheLine)
      )
    ]
  }

  /// Places that are still to be written, and what a template or a hurry left behind.
  func unfinishedFindings(_ draft: Draft) -> [Finding] {
    var findings = draft.openPlaces.map { place in
      draft.finding(
        .unfinished,
        line: draft.firstLine + place.lines.lowerBound,
        column: place.column + 1,
        length: 2,
        message: place.isOptional && place.isParagraph && place.isClosed
          ? "you wrote inside the brackets: take '[[?' and ']]' away to keep it"
          : place.isClosed ? "a place still to be written" : "a place without its ']]'"
      )
    }
    let marks = ["{{", "}}", "{%", "%}"]
    // What stands in a place goes with it.
    let places = Set(draft.places.flatMap(\.lines))
    let mayBeAny = Self.mayBeLeftover(draft)
    for (index, line) in draft.lines.enumerated()
    where mayBeAny && !places.contains(index) && Self.mayBeLeftover(line) {
      findings += leftover(marks, in: line, number: draft.firstLine + index, draft: draft)
    }
    if let subject = draft.fields.first(where: { $0.isNamed("Subject") }),
      let line = draft.fileLine(subject.line)
    {
      findings += leftover(marks + ["[["], in: line, number: subject.line, draft: draft)
    }
    return findings
  }

  /// A quick look at the octets of the file: most have none of these.
  private static func mayBeLeftover(_ draft: Draft) -> Bool {
    draft.source.hasOctet { $0 == UInt8(ascii: "{") }
      || draft.source.hasOctet { $0 == UInt8(ascii: "}") }
      || draft.source.contains("TODO")
  }

  /// A quick look at the octets: most lines of most letters have none of these.
  private static func mayBeLeftover(_ line: String) -> Bool {
    line.hasOctet { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") } || line.mayContain("TODO")
  }

  private func leftover(
    _ marks: [String],
    in line: String,
    number: Int,
    draft: Draft
  ) -> [Finding] {
    // Most lines have no bracket at all, which a look at the octets tells.
    let hasBracket = line.hasOctet { $0 == 0x5B || $0 == 0x7B || $0 == 0x7D }
    if hasBracket,
      let range = marks.compactMap({ line.firstRange(of: $0) }).min(by: {
        $0.lowerBound < $1.lowerBound
      })
    {
      return [
        draft.finding(
          .unfinished,
          line: number,
          column: line.distance(from: line.startIndex, to: range.lowerBound) + 1,
          length: 2,
          message: "'\(line[range])' is a template's, not a letter's"
        )
      ]
    }
    guard let range = Self.reminder(in: line) else { return [] }
    return [
      draft.finding(
        .unfinished,
        line: number,
        column: line.distance(from: line.startIndex, to: range.lowerBound) + 1,
        length: 4,
        message: "a reminder to yourself"
      )
    ]
  }

  /// `TODO` as a word.
  private static func reminder(in line: String) -> Range<String.Index>? {
    guard line.mayContain("TODO") else { return nil }
    return line.ranges(of: "TODO").first { range in
      let before = line[..<range.lowerBound].last
      let after = line[range.upperBound...].first
      return ![before, after].contains { $0?.isLetter == true || $0?.isNumber == true }
    }
  }

  func emptyFindings(_ draft: Draft) -> [Finding] {
    guard !draft.problems.contains(where: \.isAboutTheFile) else { return [] }
    var findings: [Finding] = []
    if let subject = draft.fields.first(where: { $0.isNamed("Subject") }), subject.value.isEmpty {
      findings.append(
        draft.finding(.empty, line: subject.line, length: 0, message: "the subject is empty")
      )
    }
    let gone = Set(draft.places.filter(draft.vanishes).flatMap(\.lines))
    let saysSomething = draft.lines.indices.contains { index in
      !gone.contains(index) && draft.lines[index].contains { $0.isLetter || $0.isNumber }
    }
    if !saysSomething {
      findings.append(
        draft.finding(
          .empty,
          line: draft.firstLine,
          length: 0,
          message: "there is no letter above the line"
        )
      )
    }
    return findings
  }
}
