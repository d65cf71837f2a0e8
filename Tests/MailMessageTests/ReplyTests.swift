import MailMessage
import Testing

@Suite struct ReplyTests {
  static let subjects: [(String, String)] = [
    ("The garden", "Re: The garden"), ("Re: The garden", "Re: The garden"),
    ("RE: The garden", "Re: The garden"), ("re:The garden", "Re: The garden"),
    ("Re : The garden", "Re: The garden"), ("Re: Re: RE: The garden", "Re: The garden"),
    ("Re[2]: The garden", "Re: The garden"), ("Re(3): The garden", "Re: The garden"),
    ("Re^4: The garden", "Re: The garden"), ("RE*2: The garden", "Re: The garden"),
    ("AW: The garden", "Re: The garden"), ("Aw: Re: SV: VS: The garden", "Re: The garden"),
    ("Antw: The garden", "Re: The garden"), ("RIF: The garden", "Re: The garden"),
    ("R: The garden", "Re: The garden"), ("Odp: The garden", "Re: The garden"),
    ("ΑΠ: Ο κήπος", "Re: Ο κήπος"), ("回复：花园", "Re: 花园"), ("答复: 花园", "Re: 花园"),
    ("Ответ: Сад", "Re: Сад"), ("YNT: Bahçe", "Re: Bahçe"), ("Res: O jardim", "Re: O jardim"),
    ("[list] Re: The garden", "Re: [list] The garden"),
    ("Re: [list] Re: The garden", "Re: [list] The garden"),
    ("[list] The garden", "Re: [list] The garden"),
    ("Fwd: The garden", "Re: Fwd: The garden"), ("Re: WG: The garden", "Re: WG: The garden"),
    ("Re", "Re: Re"), ("Regarding: x", "Re: Regarding: x"),
    ("Re-election: x", "Re: Re-election: x"),
    ("R 2: the sequel", "Re: R 2: the sequel"), ("Re[x]: y", "Re: Re[x]: y"),
    ("Rest: x", "Re: Rest: x"), ("", "Re:"), ("Re:", "Re:"), ("  Re:  x  ", "Re: x"),
    (": x", "Re: : x"), ("[", "Re: ["), ("[]", "Re: []"),
  ]

  @Test(arguments: subjects)
  func `an answer has exactly one Re`(subject: String, expected: String) {
    #expect(ReplySubject.answer(to: subject) == expected)
    #expect(ReplySubject.answer(to: expected) == expected)
  }

  @Test func `any subject is answered once`() {
    var dice = Dice()
    for _ in 0..<2000 {
      let subject = String((0..<dice.number(below: 30)).map { _ in dice.pick("ReAWsv[]:(2)^ :：é") })
      let once = ReplySubject.answer(to: subject)
      #expect(ReplySubject.answer(to: once) == once, "\(subject.debugDescription), \(dice)")
    }
  }

  /// Header lines of a mail, and what the answer's In-Reply-To and References are.
  static let threads: [(String, String, String)] = [
    ("Message-ID: <b@x>", "<b@x>", "<b@x>"),
    ("Message-ID: <b@x>\nReferences: <0@x> <a@x>", "<b@x>", "<0@x> <a@x> <b@x>"),
    ("Message-ID: <b@x>\nReferences: <0@x>\n\t<a@x>", "<b@x>", "<0@x> <a@x> <b@x>"),
    ("Message-ID: <b@x>\nIn-Reply-To: <a@x>", "<b@x>", "<a@x> <b@x>"),
    ("Message-ID: <b@x>\nIn-Reply-To: <a@x> <c@x>", "<b@x>", "<b@x>"),
    ("Message-ID: <b@x>\nIn-Reply-To: Your mail of Monday <a@x>", "<b@x>", "<a@x> <b@x>"),
    ("Message-ID: <b@x>\nReferences: <b@x> <a@x>", "<b@x>", "<a@x> <b@x>"),
    ("Message-ID: <b@x>\nReferences: <a@x> <a@x>", "<b@x>", "<a@x> <b@x>"),
    ("Message-ID: <no-at-sign>", "<no-at-sign>", "<no-at-sign>"),
    ("Message-ID: b@x", "", ""), ("Subject: x", "", ""), ("Message-ID: <b@x", "", ""),
    ("Message-ID: <b@x> <c@x>", "<b@x>", "<b@x>"), ("Message-ID: <é@x>", "", ""),
    ("References: <a@x>", "", "<a@x>"),
  ]

  @Test(arguments: threads)
  func `an answer is in the thread of what it answers`(
    header: String,
    inReplyTo: String,
    references: String
  ) {
    let reply = Reply(to: Message(Array("\(header)\n\nText\n".utf8)))
    #expect(reply.inReplyTo.map(\.description).joined(separator: " ") == inReplyTo)
    #expect(reply.references.map(\.description).joined(separator: " ") == references)
  }

  @Test func `a long thread keeps its first mail and the last ones`() {
    let ids = (0..<200).map { "<\($0)@x>" }.joined(separator: " ")
    let reply = Reply(to: Message(Array("Message-ID: <b@x>\nReferences: \(ids)\n\n".utf8)))
    #expect(reply.references.count == 40)
    #expect(reply.references.first?.description == "<0@x>")
    #expect(reply.references.suffix(2).map(\.description) == ["<199@x>", "<b@x>"])
  }

  @Test func `an answer goes where the writer wants it`() throws {
    let from = "From: Ada <ada@example.net>\n"
    let replyTo = "Reply-To: Studio <studio@example.net>, b@example.net\n"
    #expect(
      Reply(to: Message(Array((from + replyTo + "\n").utf8))).recipients.map(\.description)
        == ["Studio <studio@example.net>", "b@example.net"]
    )
    let other = Message(Array((from + "Reply-To: nobody at all\n\n").utf8))
    #expect(Reply(to: other).recipients.map(\.description) == ["Ada <ada@example.net>"])
    #expect(Reply(to: Message([])).recipients.isEmpty)
  }

  @Test func `an answer is a mail of the thread`() throws {
    var message = try OutgoingMessageTests.message()
    let parent = "Subject: =?utf-8?q?AW=3A_Gr=C3=BC=C3=9Fe?=\nMessage-ID: <b@x>\n\nText\n"
    message.answer(Reply(to: Message(Array(parent.utf8))))
    let read = Message(try message.encoded())
    #expect(read.subject == "Re: Grüße")
    #expect(read["In-Reply-To"] == "<b@x>")
    #expect(read["References"] == "<b@x>")
  }

  @Test func `somebody's words are quoted below a line that says whose they are`() throws {
    let writer = Mailbox(displayName: "Ada Park", address: try EmailAddress("ada@example.net"))
    let date = DateTime(iso8601: "2026-11-21T09:05:00-06:00")
    let attribution = Quotation.attribution(to: writer, on: date)
    #expect(attribution == "On 21 Nov 2026 at 09:05, Ada Park wrote:")
    #expect(
      Quotation.quoted(
        "Hi Sam,\r\n\r\n> older\n>> oldest\nbye  \n\n-- \nAda\n",
        attribution: attribution
      )
        == """
        On 21 Nov 2026 at 09:05, Ada Park wrote:
        > Hi Sam,
        >
        >> older
        >>> oldest
        > bye

        """
    )
    let bare = Mailbox(address: writer.address)
    #expect(Quotation.attribution(to: bare, on: nil) == "ada@example.net wrote:")
    #expect(Quotation.quoted("", attribution: "A\nB") == "A B\n")
  }
}
