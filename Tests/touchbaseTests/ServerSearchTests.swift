import CurlMail
import ServiceDiscovery
import Testing

@testable import touchbase

@Suite struct ServerSearchTests {
  private func search(
    records: [String: ServiceAnswer] = [:],
    hosts: Set<String> = [],
    good: Set<String>
  ) -> ServerSearch {
    ServerSearch(
      service: { records[$0] ?? .none },
      hasAddress: { hosts.contains($0) },
      trouble: { _, url in good.contains(url) ? nil : "no" }
    )
  }

  private func record(_ target: String, _ port: UInt16) -> ServiceAnswer {
    .at([ServiceRecord(target: target, port: port, priority: 0, weight: 0)])
  }

  @Test func `what the domain says comes before habit, and TLS from the start before STARTTLS`()
    throws
  {
    let records = [
      "_submissions._tcp.example.org": record("a.provider.net", 465),
      "_submission._tcp.example.org": record("b.provider.net", 587),
    ]
    let both = search(
      records: records,
      hosts: ["smtp.example.org"],
      good: [
        "smtps://a.provider.net:465", "smtp://b.provider.net:587", "smtps://smtp.example.org:465",
      ]
    )
    let found = try both.run(.smtp, domain: "example.org").found
    #expect(found?.url == "smtps://a.provider.net:465")
    #expect(found?.isSaid == true)
    let second = search(records: records, good: ["smtp://b.provider.net:587"])
    let outcome = try second.run(.smtp, domain: "example.org")
    #expect(outcome.found?.url == "smtp://b.provider.net:587")
    #expect(outcome.others == ["'smtps://a.provider.net:465' is not it: no"])
  }

  @Test(arguments: [
    (MailService.smtp, "smtp.example.org", "smtps://smtp.example.org:465"),
    (.smtp, "mail.example.org", "smtp://mail.example.org:587"),
    (.imap, "imap.example.org", "imaps://imap.example.org:993"),
    (.imap, "mail.example.org", "imap://mail.example.org:143"),
  ])
  func `else the usual names are tried, those that have an address`(
    kind: MailService,
    host: String,
    url: String
  ) throws {
    let found = try search(hosts: [host], good: [url]).run(kind, domain: "example.org").found
    #expect(found?.url == url)
    #expect(found?.isSaid == false)
  }

  @Test func `a domain that says no is not asked by habit`() throws {
    let records = [
      "_submissions._tcp.example.org": ServiceAnswer.notOffered,
      "_submission._tcp.example.org": .notOffered,
    ]
    let outcome = try search(
      records: records,
      hosts: ["smtp.example.org"],
      good: ["smtps://smtp.example.org:465"]
    ).run(.smtp, domain: "example.org")
    #expect(outcome.found == nil)
    #expect(outcome.isRefused)
  }

  @Test func `nothing is found where nothing is`() throws {
    let outcome = try search(good: []).run(.smtp, domain: "example.org")
    #expect(outcome == ServerSearch.Outcome())
  }
}
