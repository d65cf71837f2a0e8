import Contacts
import Correspondence
import MailMessage
import Outbox
import Testing

@testable import touchbase

@Suite struct ConfigurationTests {
  private func read(_ text: String) throws -> Configuration {
    try Configuration(yaml: Array(text.utf8))
  }

  /// The error as a person reads it, with its status.
  private func failure(_ text: String) throws -> String {
    do {
      _ = try read(text)
      return "none"
    } catch let failure as CommandFailure {
      return ([failure.message] + failure.hints + ["status \(failure.status.rawValue)"])
        .joined(separator: "\n")
    }
  }

  private let me = "version: 1\nme: { name: Sam Rivera, email: sam@example.org }\n"

  @Test func `only name and address are required`() throws {
    let configuration = try read("me:\n  name: Sam Rivera\n  email: sam@example.org\n")
    #expect(configuration.settings.me.mailbox.description == "Sam Rivera <sam@example.org>")
    #expect(configuration.settings.hourMinutes == 60)
    #expect(configuration.settings.template == "catch-up")
    #expect(configuration.settings.ownWords == 0.25)
    #expect(configuration.settings.every == .auto)
    #expect(configuration.server == nil)
  }

  @Test func `everything that product names is read`() throws {
    let configuration = try read(
      me + """
        smtp:
          url: smtp://mail.example.org:2525
          user: sam@example.org
          password_command: pass show mail/sam
          pace: 20 per minute
          connections: 2
          ca_file: ca.pem
        hour: { minutes: 45, next: third Saturday, every: 2 months }
        groups:
          local: { every: 1 month, template: local }
          old-friends: { every: 3 months, channel: call }
        drafting: { template: hello, own_words: 40%, attachments: 5 MB }
        """
    )
    let server = try #require(configuration.server)
    #expect(server.route == .server(url: "smtp://mail.example.org:2525"))
    #expect(server.access.password == .command("pass show mail/sam"))
    #expect(server.pace == Pace("20 per minute"))
    let today = try #require(CalendarDay(iso8601: "2026-11-21"))
    #expect(configuration.hourRule?.next(after: today).description == "2026-12-19")
    #expect(configuration.settings.hourMinutes == 45)
    #expect(configuration.settings.attachmentLimit == 5_000_000)
    #expect(configuration.settings.every == .every(2, .month))
    #expect(configuration.settings.groups["local"]?.template == "local")
    #expect(configuration.settings.groups["old-friends"]?.channel == .call)
    #expect(configuration.settings.ownWords == 0.4)
  }

  @Test func `a command takes letters with the words that stand there`() throws {
    func route(_ lines: String) throws -> Configuration.Route? {
      try read(me + "smtp: { transport: sendmail\(lines) }\n").server?.route
    }
    #expect(try route("") == .sendmail(["/usr/sbin/sendmail"], lineEnds: .lf))
    #expect(
      try route(", command: msmtp -a work") == .sendmail(["msmtp", "-a", "work"], lineEnds: .lf)
    )
    #expect(
      try route(", command: [\"/opt/my mail\", -v], line_ends: crlf")
        == .sendmail(["/opt/my mail", "-v"], lineEnds: .crlf)
    )
  }

  @Test func `a server may be entered in many ways`() throws {
    let configuration = try read(
      me + """
        smtp:
          url: unix:/run/relay
          user: sam
          oauth2_token_command: token sam
          client_certificate: me.pem
          client_key: ~/me.key
          proxy: socks5h://127.0.0.1:1080
        """
    )
    let server = try #require(configuration.server)
    #expect(server.route == .server(url: "unix:/run/relay"))
    #expect(server.access.password == .tokenCommand("token sam"))
    #expect(server.access.clientCertificate == "me.pem")
    #expect(server.access.clientKey == "~/me.key")
    #expect(server.access.proxy == "socks5h://127.0.0.1:1080")
  }

  @Test(arguments: [
    ("", "touchbase.yaml:1:1: the file is empty"),
    ("version: 1\n", "touchbase.yaml:1:1: 'me' needs 'name' and 'email'"),
    ("version: 9\nme: {}\n", "touchbase.yaml:1:1: this workspace has version 9"),
    ("me:\n  nmae: Sam\n", "touchbase.yaml:2:3: unknown key 'nmae' in 'me'\ndid you mean 'name'?"),
    ("me: Sam\n", "touchbase.yaml:1:5: ''me'' should have keys of its own"),
    ("me: { name: Sam, email: sam }\n", "'sam' is no address: the '@' is missing"),
    ("me: { name: Sam, email: \"sam@a\\r\\nBcc: x@y.org\" }\n", "is no address"),
    ("a: [\n", "touchbase.yaml:2:"),
    ("me: { name: A, email: a@b.org }\nme: {}\n", "'me' stands twice"),
  ])
  func `a broken file says where and what`(text: String, expected: String) throws {
    let failure = try failure(text)
    #expect(failure.contains(expected), "\(failure)")
    #expect(failure.hasSuffix("status 78"))
    #expect(!failure.contains("\r"))
  }

  @Test(arguments: [
    ("smtp: { user: sam }\n", "'smtp' needs 'url'"),
    ("smtp: { url: http://x }\n", "touchbase.yaml:3:9:"),
    ("smtp: { url: smtp://sam:secret@x }\n", "must not hold a login"),
    ("smtp: { url: smtps://x, pace: fast }\n", "write it like 20 per minute"),
    ("smtp: { url: smtps://x, oauth2_token_command: t }\n", "a token needs the 'user'"),
    (
      "smtp: { url: smtps://x, password_command: p }\n",
      "touchbase.yaml:3:25: a password needs the 'user' that it is for\nwrite it like user: sam@"
    ),
    (
      "smtp: { url: smtps://x, user: a, password_command: p, oauth2_token_command: t }\n",
      "touchbase.yaml:3:34: there is 'oauth2_token_command' as well"
    ),
    ("smtp: { url: smtps://x, command: msmtp }\n", "'command' goes with 'transport: sendmail'"),
    ("smtp: { transport: pigeon }\n", "write it like smtp or sendmail"),
    ("smtp: { transport: sendmail, url: smtps://x }\n", "'url' has no meaning for a command"),
    ("smtp: { transport: sendmail, proxy: http://x }\n", "'proxy' has no meaning"),
    ("smtp: { transport: sendmail, command: [] }\n", "'command' should be a command"),
    ("smtp: { transport: sendmail, line_ends: cr }\n", "write it like lf or crlf"),
    ("smtp: { url: smtps://x, proxy: 'http://me:secret@x' }\n", "touchbase.yaml:3:25: not the"),
    ("smtp: { url: smtps://x, client_key: k }\n", "touchbase.yaml:3:25: the client's cert"),
    ("hour: { next: someday }\n", "write it like third Saturday"),
    ("hour: { minutes: 0 }\n", "write a whole number from 1 to 1440"),
    ("groups: { a: { every: sometimes } }\n", "write it like 1 month, auto or never"),
    ("drafting: { own_words: 250% }\n", "write it like 25%"),
    ("drafting: { attachments: 61 MB }\n", "write it like 20 MB, 60 MB at most"),
    ("drafting: { attachments: much }\n", "write it like 20 MB, 60 MB at most"),
  ])
  func `a wrong value says how it should look`(text: String, expected: String) throws {
    let failure = try failure(me + text)
    #expect(failure.contains(expected), "\(failure)")
    #expect(!failure.contains("secret"))
  }
}
