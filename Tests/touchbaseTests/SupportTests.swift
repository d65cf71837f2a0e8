import Testing

@testable import touchbase

@Suite struct SupportTests {
  @Test func `a netrc file gives the password of this user at this host`() {
    let netrc = Netrc(
      """
      # mine
      machine imap.example.org login sam password wrong
      machine smtp.example.org
        login other password wrong
      machine smtp.example.org login sam
        password "cor\\"rect horse"
      macdef init
      machine smtp.example.org login sam password macro

      default login guest password anything
      """
    )
    #expect(netrc.password(host: "SMTP.example.org", user: "sam") == "cor\"rect horse")
    #expect(netrc.password(host: "smtp.example.net", user: "guest") == "anything")
    #expect(netrc.password(host: "smtp.example.net", user: "sam") == nil)
    #expect(Netrc("").password(host: "a", user: "b") == nil)
    #expect(Netrc("machine a login").password(host: "a", user: "b") == nil)
  }

  @Test func `nothing that moves the cursor reaches the terminal`() {
    let shown = Output.visible("a\u{1B}[2Jb\u{7}c\u{9B}d\r\u{202E}e\u{0}f\tg\nh")
    #expect(shown == "a\u{FFFD}[2Jb\u{FFFD}c\u{FFFD}d\u{FFFD}\u{FFFD}e\u{FFFD}f\tg\nh")
  }

  @Test func `wide characters take two columns`() {
    #expect(Columns.width("日本") == 4)
    #expect(Columns.width("e\u{301}a") == 2)
    #expect(Columns.padded("日本語", to: 5) == "日本…")
    #expect(Columns.padded("ab", to: 4) == "ab  ")
    #expect(Columns.wrapped("one two three", to: 7) == ["one two", "three"])
    #expect(Columns.wrapped("unbreakable", to: 3) == ["unbreakable"])
  }

  @Test func `a leading folder belongs to the command behind it`() {
    let moved = WorkspaceOptions.movedBehindCommand
    #expect(moved(["-C", "ws", "plan", "--json"]) == ["plan", "--json", "-C", "ws"])
    #expect(moved(["-C", "ws"]) == ["-C", "ws"])
    #expect(
      moved(["-C", "ws", "note", "ada", "--", "-x"]) == ["note", "ada", "-C", "ws", "--", "-x"]
    )
    #expect(moved(["plan", "-C", "ws"]) == ["plan", "-C", "ws"])
    #expect(moved(["-C"]) == ["-C"])
  }
}
