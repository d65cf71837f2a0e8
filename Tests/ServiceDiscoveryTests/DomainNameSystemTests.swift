import ServiceDiscovery
import TestSupport
import Testing

@Suite struct DomainNameSystemTests {
  private static let server = Result {
    try TestNameServer([
      "_submissions._tcp.example.test SRV 20 0 465 second.example.test",
      "_submissions._tcp.example.test SRV 10 1 465 spare.example.test",
      "_submissions._tcp.example.test SRV 10 9 4650 first.example.test",
      "_imaps._tcp.example.test SRV 0 0 0 .",
      "_submission._tcp.odd.test SRV 0 0 587 a@b/c",
      "_submission._tcp.odd.test SRV 0 0 0 port.test",
      "_submission._tcp.odd.test SRV 5 0 587 good.test",
      "mail.example.test A 127.0.0.1",
      "six.example.test AAAA ::1",
    ])
  }

  private func names() throws -> DomainNameSystem {
    DomainNameSystem(servers: try Self.server.get().address)
  }

  @Test func `the records of a service come in the order in which they are tried`() throws {
    let answer = try names().service("_submissions._tcp.example.test")
    #expect(
      answer
        == .at([
          ServiceRecord(target: "first.example.test", port: 4650, priority: 10, weight: 9),
          ServiceRecord(target: "spare.example.test", port: 465, priority: 10, weight: 1),
          ServiceRecord(target: "second.example.test", port: 465, priority: 20, weight: 0),
        ])
    )
  }

  @Test func `a service that is not offered and one of which nothing is said are two things`()
    throws
  {
    #expect(try names().service("_imaps._tcp.example.test") == .notOffered)
    #expect(try names().service("_imap._tcp.example.test") == .none)
    #expect(try names().service("mail.example.test") == .none)
  }

  @Test func `a record that names no host or no port leads nowhere`() throws {
    let good = ServiceRecord(target: "good.test", port: 587, priority: 5, weight: 0)
    #expect(try names().service("_submission._tcp.odd.test") == .at([good]))
  }

  @Test func `a host has an address of either kind, or none`() throws {
    #expect(try names().hasAddress("mail.example.test"))
    #expect(try names().hasAddress("six.example.test"))
    #expect(try !names().hasAddress("nowhere.example.test"))
  }

  @Test(arguments: ["silent.test", "failing.test", "broken.test"])
  func `a server that does not tell is not one that says no`(domain: String) throws {
    let error = #expect(throws: DiscoveryError.self) {
      try names().service("_submissions._tcp.\(domain)")
    }
    guard case .noAnswer(name: "_submissions._tcp.\(domain)", _) = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `names that point at each other end`() throws {
    #expect(try names().service("_submissions._tcp.looping.test") == .none)
  }

  @Test func `a server that is none is said`() {
    #expect(throws: DiscoveryError.servers("nobody at all")) {
      try DomainNameSystem(servers: "nobody at all").service("a.test")
    }
  }

  @Test(arguments: ["", "..", String(repeating: "a", count: 70) + ".test", "a b\u{0}c.test"])
  func `a name that is none leads to no server`(name: String) throws {
    let names = try names()
    do throws(DiscoveryError) {
      #expect(try names.service(name) == .none)
    } catch {
      #expect("\(error)".hasPrefix("cannot look up"))
    }
  }
}
