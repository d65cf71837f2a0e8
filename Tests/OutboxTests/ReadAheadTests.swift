import MailMessage
@testable import Outbox
import Testing

/// Letters that are read before their turn.
@Suite struct ReadAheadTests {
  private func letters(_ ids: String...) -> [LetterAhead] {
    ids.map { LetterAhead(id: $0, entry: .success(nil)) }
  }

  @Test func `what was read a while ago is read again when its turn comes`() throws {
    var ahead = ReadAhead()
    ahead.begin()
    #expect(ahead.isReading)
    ahead.take(letters("a", "b"), at: .seconds(5))
    #expect(!ahead.isReading)
    let first = ahead.next(at: .seconds(6))
    #expect(first?.id == "a")
    #expect(first?.read != nil)
    let second = ahead.next(at: .milliseconds(6001))
    #expect(second?.id == "b")
    #expect(second?.read == nil)
    let third = ahead.next(at: .seconds(7))
    #expect(third == nil)
  }

  @Test func `of large letters few are read ahead, of a larger one that one`() throws {
    let world = try World()
    let line = String(repeating: "x", count: 76) + "\r\n"
    let large = String(repeating: line, count: 2_500_000 / 78)
    let ids = ["a", "b", "c"]
    do {
      var outbox = try world.opened()
      _ = try outbox.enqueue(try ids.map { try World.letter($0, text: large) }, at: world.now)
    }
    let entries = try world.entries()
    let states = try ids.map { (id: $0, state: try #require(entries[$0]).state) }
    #expect(world.outbox.readAhead(states, at: world.now).map(\.id) == ["a", "b"])
    #expect(world.outbox.readAhead([states[2]], at: world.now).map(\.id) == ["c"])
    #expect(world.outbox.readAhead([], at: world.now).isEmpty)
  }
}
