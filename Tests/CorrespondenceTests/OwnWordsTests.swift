import Contacts
import MailMessage
import Testing

@testable import Correspondence

/// What counts as one's own, on letters written for the purpose.
@Suite struct OwnWordsTests {
  static let catchUp = """
    ---
    subject: Hello
    ---
    {{ contact.salutation }}

    {% note n in contact.notes limit: 2 %}
    {{ n.text }}

    {% endnote %}
    {% news item limit: 4 %}{{ item.text }} {% endnews %}

    {% vary 'closing' %}What else is new with you?{% or %}How are things otherwise? Write when you \
    have a quiet moment.{% endvary %}

    All the best,
    {{ me.first_name }}
    """

  static func desk(_ template: String = catchUp, notes: String = "") throws -> LetterDesk {
    var desk = try LetterDesk()
    desk.templates["letter"] = template
    try desk.add(
      "ada",
      """
      name: Ada Park
      city: Ames
      organization: Park Letterpress
      role: owner and printer
      met: PrintFest in the autumn of 2019
      """,
      notes: notes
    )
    return desk
  }

  static func own(_ desk: LetterDesk, _ text: String) throws -> OwnWords {
    try desk.reviewer().review(LetterDesk.draft("ada", text)).own
  }

  @Test func `an untouched letter with raw notes has no own word`() throws {
    let notes = """
      - 2026-10-02 Moved the studio to Main Street; daughter Joon started at Iowa State. #family
      - 2026-11-01 Looking for a bookkeeper before the tax season. #work
      """
    var desk = try Self.desk(notes: notes)
    desk.addNews("I finished the county trail map in October.")
    let text = try desk.rendered(for: "ada")
    #expect(text.contains("bookkeeper") && text.contains("trail map"))
    let own = try Self.own(desk, text)
    #expect(own.ownWords == 0)
    #expect(own.words > 25)
  }

  @Test func `six merged fields are no own words`() throws {
    let desk = try Self.desk(
      """
      ---
      subject: Hello
      ---
      {{ contact.salutation }}

      Since we met at {{ contact.met }} I have often thought of you, {{ contact.first_name }}. How \
      is work as {{ contact.role }} of {{ contact.organization }}, and how is life in \
      {{ contact.city }}? Here it is {{ month }} already.

      All the best,
      {{ me.first_name }}
      """
    )
    let own = try Self.own(desk, try desk.rendered(for: "ada"))
    #expect(own.ownWords == 0)
    #expect(own.words > 30)
  }

  static let spun = """
    {{ contact.salutation }}

    {% vary 'a' %}I{% or %}We{% endvary %} {% vary 'b' %}hope{% or %}trust{% endvary %} \
    {% vary 'c' %}you are{% or %}that you keep{% or %}everything is{% endvary %} \
    {% vary 'd' %}well{% or %}fine{% endvary %} {% vary 'e' %}these days{% or %}this \
    {{ season }}{% endvary %}. {% vary 'f' %}Please{% or %}Do{% endvary %} {% vary 'g' %}drop{% or \
    %}send{% or %}write{% endvary %} me {% vary 'h' %}a line{% or %}a note{% endvary %} \
    {% vary 'i' %}soon{% or %}when time allows{% endvary %}.

    All the best,
    {{ me.first_name }}
    """

  @Test func `synonyms spun from one template are no own words`() throws {
    for person in 0..<20 {
      var desk = try Self.desk(Self.spun)
      try desk.add("p\(person)", "name: Pat Number\(person)")
      let text = try desk.rendered(for: "p\(person)")
      let own = try desk.reviewer().review(LetterDesk.draft("p\(person)", text)).own
      #expect(own.ownWords == 0, "\(text)")
      #expect(own.words >= 12)
    }
  }

  @Test(arguments: [
    (
      "one good sentence with one news item", 35,
      """
      I stood before your new window on Main Street and the lamp was on.

      I finished the county trail map in October. How are things otherwise? Write when you have a \
      quiet moment, and what else is new with you?
      """
    ),
    (
      "a two-line hello", 61,
      """
      I dreamt of the ferry in Lisbon last night.

      What else is new with you?
      """
    ),
    (
      "two sentences among much news", 28,
      """
      I finished the county trail map in October. In January I start teaching a drawing class at the \
      library. The creek path gets its lamps in spring, and I helped to choose them. Our dog had five \
      puppies, all of them black as coal.

      Does the floor hold the presses? And how is Joon liking it so far away from home?
      """
    ),
    (
      "a newsletter with love to the kids", 3,
      """
      I finished the county trail map in October. In January I start teaching a drawing class at the \
      library. The creek path gets its lamps in spring, and I helped to choose them. Our dog had five \
      puppies, all of them black as coal. I finished the county trail map in October. In January I \
      start teaching a drawing class at the library. The creek path gets its lamps in spring, and I \
      helped to choose them. Our dog had five puppies, all of them black as coal. How are things \
      otherwise? Write when you have a quiet moment. I finished the county trail map in October. In \
      January I start teaching a drawing class at the library.

      Love to the kids.
      """
    ),
  ])
  func `letters that mix one's own with what was there come near the figures that were counted`(
    name: String,
    percent: Double,
    text: String
  ) throws {
    var desk = try Self.desk()
    desk.addNews(
      "I finished the county trail map in October.",
      "In January I start teaching a drawing class at the library.",
      "The creek path gets its lamps in spring, and I helped to choose them.",
      "Our dog had five puppies, all of them black as coal."
    )
    let own = try Self.own(desk, "Hi Ada,\n\n\(text)\n\nAll the best,\nSam")
    #expect(abs(own.share * 100 - percent) <= 4, "\(name): \(own.share)")
  }

  @Test func `a sentence that was ready in a note is one's own, and the note is not`() throws {
    let notes = """
      - 2026-10-02 Moved the studio. say: "So you are on Main Street now, under the old clock!"
      """
    let desk = try Self.desk(
      "{% note n in contact.notes %}{{ n.say }}{% endnote %} What else is new with you?",
      notes: notes
    )
    let own = try Self.own(desk, try desk.rendered(for: "ada"))
    #expect((own.ownWords, own.words) == (11, 17))
  }

  @Test func `small runs that the template has by chance stay one's own`() throws {
    let desk = try Self.desk()
    let typed = "I wonder what else is up with you and the press, and what is new on Main Street."
    let own = try Self.own(desk, "Hi Ada,\n\n\(typed)\n\nWhat else is new with you?\n\nSam")
    #expect(own.ownWords == OwnWords.words(of: typed).count)
    #expect(own.words == own.ownWords + 6)
  }

  @Test(arguments: [
    (
      "a template's sentence with words put in between", "What else, I ask you, is new with you?", 3
    ),
    ("a sentence cut short", "What else is new?", 0),
    ("the other variant", "How are things otherwise? Write when you have a quiet moment.", 0),
    ("a quote", "> Do you still know that bookkeeper?", 0),
    ("a place that is not written", "[[ Moved the studio. What would you ask? ]]", 0),
    ("a postscript", "All the best,\nSam\n\nP.S. The lamp was on.", 6),
    ("a signature", "Sam\n-- \nSam Rivera, trail maps since 1999 and no end in sight", 0),
    ("somebody's words above a quote", "On Tuesday Ada Park wrote:\n> Are the presses in?", 0),
  ])
  func `what is counted`(name: String, text: String, own: Int) throws {
    let measured = try Self.own(Self.desk(), "Hi Ada,\n\n\(text)")
    #expect(measured.ownWords == own, "\(name)")
  }

  @Test(arguments: [
    ("Hi Ada,", 0), ("Dear Mrs Park and dear Joon, dear all of you,", 0), ("Ada!", 0),
    ("Hallo Ada,", 0), ("hi ada", 0), ("Liebe Ada, lieber Jonas,", 0),
    ("How is the new studio?", 5), ("Your letter made me laugh,", 5),
    ("Hi Ada, I dreamt of the ferry in Lisbon.", 9),
  ])
  func `a greeting line is known`(line: String, words: Int) throws {
    let own = try Self.own(Self.desk(), "\(line)\n\nThe ferry was late again and nobody minded.")
    #expect(own.words == words + 8)
  }

  @Test(arguments: [
    ("All the best,\nSam", 0), ("Sam", 0), ("– sam", 0), ("Bis bald,\ndein Sam", 0),
    ("Cheers!", 0), ("Herzliche Grüße aus Ames\n\nSam Rivera", 0), ("How are you?", 3),
    ("Write soon.\n\nSam", 2),
  ])
  func `a sign-off is known`(lines: String, words: Int) throws {
    let text = "Hi Ada,\n\nThe ferry was late again and nobody minded.\n\n\(lines)"
    #expect(try Self.own(Self.desk(), text).words == words + 8)
  }

  @Test func `each ideograph and kana is a word`() {
    #expect(OwnWords.words(of: "京都へ go") == ["京", "都", "へ", "go"])
    let words = LetterWords("京都へ go", WordTable())
    #expect(words.wordCount == 4)
  }

  @Test func `words are numbered as they are read`() {
    let table = WordTable()
    for text in [
      "Ada's – don’t", "Grüße, ÉCOLE and école", "a1 2b\n\nnext: 12:30",
      "Dr. Park. She's here! – Oh",
      "naïve cafe\u{301} café",
    ] {
      let names = OwnWords.words(of: text).map { word in
        LetterWords(word, table).numbers.first
      }
      #expect(LetterWords(text, table).numbers.filter { $0 != 0 } == names.compactMap { $0 })
    }
  }

  @Test func `capitals and sentences are seen`() {
    let words = LetterWords("Dr. Park came. she LEFT? Éva too", WordTable())
    let starts = words.places.map { $0.marks.contains(.startsSentence) }
    #expect(starts.dropLast() == [true, false, false, true, false, true, false])
    let capitals = words.places.map { $0.marks.contains(.isCapital) }
    #expect(capitals.dropLast() == [true, true, false, false, true, true, false])
    #expect(words.sentences.map(\.count) == [3, 2, 2])
  }

  @Test func `a letter without words measures nothing`() throws {
    #expect(try Self.own(Self.desk(), "").words == 0)
    #expect(try Self.own(Self.desk(), "\n\n>\n").ownWords == 0)
  }
}
