internal import Contacts

extension Reviewer {
  /// A letter that begins with somebody else's name.
  ///
  /// A name is somebody else's where another contact has it and nothing in the recipient's file does;
  /// short forms of the recipient's own are no other name.
  func greetingFindings(_ draft: Draft, contacts: [Contact]) -> [Finding] {
    guard !contacts.isEmpty, let index = LetterBody.greetingLine(of: draft.lines) else { return [] }
    // "Hi there, May I ask" greets nobody of that name.
    let line = draft.lines[index]
    let head = line[..<(line.utf8.firstIndex(where: ",!:".utf8.contains) ?? line.endIndex)]
    let words = OwnWords.words(of: head)
    guard !words.isEmpty, words.count <= 14 else { return [] }
    // Most letters greet whom they are for.
    let greetsOwn = contacts.contains { contact in
      contact.firstName.map { words.contains($0.lowercased()) } ?? false
    }
    if greetsOwn { return [] }
    let others = words.filter { word in
      !LetterBody.greetings.contains(word) && !FirstNames.small.contains(word)
        && firstNames[word] != nil
    }
    guard !others.isEmpty, !names(ownNames(of: contacts), anyOf: words),
      !names(otherNames(of: contacts), anyOf: words)
    else { return [] }
    for word in others {
      guard let other = firstNames[word]?.first, let range = Self.range(of: word, in: line) else {
        continue
      }
      let names = contacts.map { Draft.singleLine($0.name) }.joined(separator: " and ")
      return [
        draft.finding(
          .greeting,
          line: draft.firstLine + index,
          column: line.distance(from: line.startIndex, to: range.lowerBound) + 1,
          length: word.count,
          message: "this goes to \(names), and greets \(Draft.singleLine(other.name))",
          hint: "mend the greeting, or: " + draft.allowing(.greeting)
        )
      ]
    }
    return []
  }

  /// Whether one of the words is one of the names, or a form of it.
  private func names(_ names: Set<String>, anyOf words: [String]) -> Bool {
    words.contains { word in
      names.contains(word) || names.contains { FirstNames.areForms($0, word) }
    }
  }

  /// The words of the recipients' names, and of how they are greeted.
  private func ownNames(of contacts: [Contact]) -> Set<String> {
    let texts = contacts.flatMap { [$0.name, $0.firstName ?? "", $0.greeting ?? ""] }
    return Set(texts.flatMap { OwnWords.words(of: $0) })
  }

  /// Every other word of the recipients' files that may be a name.
  private func otherNames(of contacts: [Contact]) -> Set<String> {
    var names: Set<String> = []
    for contact in contacts {
      for note in contact.notes {
        // "will call in spring" is no Will.
        let words = note.text.split { !$0.isLetter }.filter { $0.first?.isUppercase == true }
        names.formUnion(words.map { $0.lowercased() })
      }
      for key in ["nickname", "nick", "alias", "partner", "spouse"] {
        for text in contact[key]?.texts ?? [] { names.formUnion(OwnWords.words(of: text)) }
      }
    }
    return names
  }

  /// Where a word in lower case stands in a line.
  static func range(of word: String, in line: String) -> Range<String.Index>? {
    var rest = line[...]
    while let start = rest.firstIndex(where: { $0.isLetter || $0.isNumber }) {
      let tail = rest[start...]
      let end = tail.firstIndex { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }
      let found = tail[..<(end ?? tail.endIndex)]
      if OwnWords.words(of: found).first == word { return found.startIndex..<found.endIndex }
      rest = tail[found.endIndex...]
    }
    return nil
  }
}

/// What is known of first names.
enum FirstNames {
  /// Words of greetings that name nobody.
  static let small: Set<String> = ["all", "there", "dear", "my", "and", "und", "you", "new"]

  /// Whether two names in lower case are forms of one: one begins with the other, or people use both.
  static func areForms(_ one: String, _ other: String) -> Bool {
    if one.count >= 3, other.count >= 3, one.hasPrefix(other) || other.hasPrefix(one) {
      return true
    }
    guard let these = families[one], let those = families[other] else { return false }
    return these.contains(where: those.contains)
  }

  /// The numbers of the families that a name is of.
  private static let families: [String: [Int]] = {
    var families: [String: [Int]] = [:]
    for (number, names) in familyNames.enumerated() {
      for name in names.split(separator: " ") { families[String(name), default: []].append(number) }
    }
    return families
  }()

  private static let familyNames = [
    "william will bill billy willy liam", "robert rob bob bobby robbie", "richard rick dick rich",
    "james jim jimmy jamie", "john jack johnny jon", "edward ed eddie ted ned",
    "theodore ted teddy",
    "elizabeth liz beth betty lisa eliza libby elisabeth", "margaret peggy meg maggie greta rita",
    "katherine catherine kate katie kathy cathy kitty", "michael mike mick mikey misha",
    "thomas tom tommy", "joseph joe joey jo", "anthony tony", "charles charlie chuck chas",
    "henry harry hank", "francis frank", "frances fran frannie", "lawrence larry", "gerald jerry",
    "patricia pat patty trish tricia", "patrick pat paddy rick", "susan sue susie",
    "dorothy dot dottie dolly",
    "barbara barb babs", "deborah deb debbie", "jennifer jen jenny", "rebecca becky becca",
    "sarah sally sadie", "mary molly polly", "ann anne anna annie nan nancy", "helen nell ellie",
    "eleanor ellie nell nora", "nathaniel nathan nate", "alexander alex sasha xander sandy",
    "alexandra alex sasha sandra sandy", "andrew andy drew", "stephen steven steve",
    "philip phil", "gregory greg", "matthew matt", "nicholas nick nico klaus", "peter pete",
    "raymond ray", "ronald ron", "kenneth ken", "leonard len leo", "walter walt wally",
    "johannes hans hannes", "josef joseph sepp jupp", "georg schorsch jörg", "friedrich fritz fred",
    "heinrich heinz heiner", "karl carl charly", "wolfgang wolf", "sebastian basti", "tobias tobi",
    "christian chris", "christine chris tina", "christopher chris kit topher",
    "magdalena lena magda",
    "helene lena leni", "susanne susi sanne", "katharina kathi käthe kati",
    "theresa resi tess terry",
    "ulrich uli", "ulrike uli rike", "benjamin ben benny", "samuel samantha sam sammy",
    "daniel dan danny",
    "joshua josh", "jeffrey jeff", "david dave", "donald don", "timothy tim", "vincent vince vinny",
    "abigail abby gail", "amanda mandy", "victoria vicky tori", "virginia ginny", "veronica ronnie",
  ]
}
