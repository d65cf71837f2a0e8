/// What reached the people, whatever the sender knows of it.
final class Postbox {
  /// How often each letter arrived, by its id.
  private(set) var arrivals: [String: Int] = [:]
  /// The bytes that arrived, by the letter's id.
  private(set) var messages: [String: [UInt8]] = [:]
  /// The letters whose final dot was allowed.
  var dotted: Set<String> = []

  func take(_ id: String, _ message: [UInt8]) {
    arrivals[id, default: 0] += 1
    messages[id] = message
  }
}
