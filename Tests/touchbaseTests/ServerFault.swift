import DurableFiles
import Foundation
import TestSupport

/// One row of `Fixtures/server-faults.txt`: places, what the server does there, and what is to come
/// of it.
struct ServerFaultRow {
  /// What becomes of the letter that meets the fault, after one pass.
  enum Fate: String {
    case sent, waits, held, unknown
    /// No letter is to blame: all of them wait, and the pass says why.
    case stops
  }

  let line: Int
  let places: [(stage: FaultyServer.Stage, moment: FaultyServer.Moment)]
  let deeds: [FaultyServer.Deed]
  /// On a new connection, on one that carried a letter before, and where the letter was named along
  /// with the dot of that one; as on the second where the third is missing.
  let fates: [Set<Fate>]
  /// Whether no letter may be begun on that connection any more; nil where both may happen.
  let endsConnection: Bool?
  /// What the person must be able to read.
  let words: String

  private struct Malformed: Error { let line: Int }

  static func all() throws -> [ServerFaultRow] {
    let path = FilePath.parent(of: #filePath) + "/Fixtures/server-faults.txt"
    let text = String(decoding: try PosixFileSystem().readFile(path), as: UTF8.self)
    return try text.components(separatedBy: "\n").enumerated().compactMap { index, line in
      if line.isEmpty || line.hasPrefix("#") { return nil }
      guard let row = ServerFaultRow(line, number: index + 1) else {
        throw Malformed(line: index + 1)
      }
      return row
    }
  }

  private init?(_ text: String, number: Int) {
    let columns = text.components(separatedBy: "|").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard columns.count == 6 else { return nil }
    let stages = columns[0].split(separator: " ").map { FaultyServer.Stage(rawValue: String($0)) }
    let moments = columns[1].split(separator: " ").map {
      FaultyServer.Moment(rawValue: String($0))
    }
    let deeds = columns[2].components(separatedBy: "; ").map(Self.deed)
    let fates = columns[3].split(separator: " ").map { fates in
      fates.split(separator: "/").map { Fate(rawValue: String($0)) }
    }
    guard !stages.contains(nil), !moments.contains(nil), !deeds.contains(nil),
      (1...3).contains(fates.count), !fates.contains(where: { $0.contains(nil) }),
      ["over", "on", "either"].contains(columns[4])
    else { return nil }
    line = number
    places = stages.compactMap(\.self).flatMap { stage in
      moments.compactMap(\.self).map { (stage, $0) }
    }
    self.deeds = deeds.compactMap(\.self)
    self.fates = fates.map { Set($0.compactMap(\.self)) }
    endsConnection = columns[4] == "either" ? nil : columns[4] == "over"
    words = columns[5]
  }

  private static func deed(_ text: String) -> FaultyServer.Deed? {
    let words = text.split(separator: " ", maxSplits: 1)
    let rest = words.count > 1 ? words[1] : ""
    switch words.first {
    case "hang-up": return .hangUp
    case "reset": return .reset
    case "silence": return .silence
    case "late": return .late(1_500)
    case "say": return .send(ScriptedConnection.octets(rest + "\\r\\n"))
    case "say-and-hang-up": return .sendAndHangUp(ScriptedConnection.octets(rest + "\\r\\n"))
    case "half-and-hang-up": return .sendAndHangUp(ScriptedConnection.octets(rest))
    case "half-and-silence": return .sendAndFallSilent(ScriptedConnection.octets(rest))
    case "endless": return .endless(ScriptedConnection.octets(rest))
    default: return nil
    }
  }
}

/// One fault at one place, met by one letter.
struct ServerFaultCase: CustomStringConvertible {
  let row: ServerFaultRow
  let stage: FaultyServer.Stage
  let moment: FaultyServer.Moment
  let deed: FaultyServer.Deed
  /// Whether the connection carried a letter before.
  let isUsed: Bool
  let offersPipelining: Bool

  /// Every case of the table; with pipelining those that it could change.
  static func all(offersPipelining: Bool) throws -> [ServerFaultCase] {
    try ServerFaultRow.all().flatMap { row in
      row.places.filter { !offersPipelining || !$0.stage.isBeforeLetters }.flatMap { place in
        row.deeds.flatMap { deed in
          row.fates.indices.prefix(2).map { index in
            ServerFaultCase(
              row: row,
              stage: place.stage,
              moment: place.moment,
              deed: deed,
              isUsed: index == 1,
              offersPipelining: offersPipelining
            )
          }
        }
      }
    }
  }

  var fates: Set<ServerFaultRow.Fate> {
    if isUsed, offersPipelining, row.fates.count > 2 { return row.fates[2] }
    return row.fates[isUsed ? 1 : 0]
  }
  /// The letter that meets the fault, from 0.
  var letter: Int { stage == .quit ? 2 : isUsed ? 1 : 0 }

  var description: String {
    "line \(row.line): \(stage) \(moment) \(deed.words)" + (isUsed ? ", used" : "")
      + (offersPipelining ? ", pipelining" : "")
  }
}

extension FaultyServer.Deed {
  fileprivate var words: String {
    switch self {
    case .hangUp: "hangs up"
    case .reset: "resets"
    case .silence: "falls silent"
    case .late: "is late"
    case .send(let octets): "says \(Self.text(octets))"
    case .sendAndHangUp(let octets): "says \(Self.text(octets)) and hangs up"
    case .sendAndFallSilent(let octets): "says \(Self.text(octets)) and falls silent"
    case .endless(let octets): "says \(Self.text(octets)) without end"
    }
  }

  private static func text(_ octets: [UInt8]) -> String {
    String(decoding: octets, as: UTF8.self).debugDescription
  }

  /// Whether the client has to wait for the end of its patience.
  var takesTime: Bool {
    switch self {
    case .silence, .late, .sendAndFallSilent: true
    case .hangUp, .reset, .send, .sendAndHangUp, .endless: false
    }
  }
}
