/// Where a domain says that one of its services is.
///
/// Source: RFC 2782.
package struct ServiceRecord: Hashable, Sendable {
  /// The server's name, without a dot at its end.
  package let target: String
  package let port: UInt16
  /// The lowest is asked first.
  package let priority: UInt16
  /// Among equals, the higher the likelier.
  package let weight: UInt16

  package init(target: String, port: UInt16, priority: UInt16, weight: UInt16) {
    self.target = target
    self.port = port
    self.priority = priority
    self.weight = weight
  }
}

/// What a domain says of a service.
package enum ServiceAnswer: Hashable, Sendable {
  /// Nothing: there may be a server all the same.
  case none
  /// That it does not have it.
  case notOffered
  /// Where it is, the first choice first.
  case at([ServiceRecord])
}

extension ServiceAnswer {
  /// Puts records in the order in which they are tried, without those that name no server.
  ///
  /// The draw of lots that the standard asks for among equals is for the servers' sake; a person is
  /// better served by the same answer each time.
  init(_ records: [ServiceRecord]) {
    if records.contains(where: { $0.target.isEmpty }) {
      self = .notOffered
      return
    }
    let usable = records.filter { $0.port > 0 && Self.isHost($0.target) }
    let ordered = usable.sorted { one, other in
      (one.priority, other.weight, one.target) < (other.priority, one.weight, other.target)
    }
    self = ordered.isEmpty ? .none : .at(Array(ordered.prefix(8)))
  }

  /// Whether a name can be a server's: what else a record may hold goes nowhere.
  private static func isHost(_ name: String) -> Bool {
    (1...253).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      }
  }
}

/// Why a question to the domain name system has no answer.
package enum DiscoveryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No server of names answered, or none could; with the library's words.
  case noAnswer(name: String, words: String)
  /// The servers to ask are not well formed.
  case servers(String)

  package var description: String {
    switch self {
    case .noAnswer(let name, let words): "cannot look up '\(name)': \(words)"
    case .servers(let text):
      "'\(text)' names no server to ask; write an address and a port such as '127.0.0.1:5300'"
    }
  }
}
