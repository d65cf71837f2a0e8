import DurableFiles
import Outbox
import TestSupport

extension World {
  /// Holds the outbox against what it promises, once as it was left and once after a pass without a
  /// fault; returns what is broken.
  func brokenPromises() throws -> [String] {
    var broken: [String] = []
    seconds += 1
    _ = try opened()
    broken += try findings(when: "after recovery")
    seconds += 4 * 3600
    try run()
    let open = try outbox.open().filter { $0.place == .queue }
    broken += open.map { "\($0.id) is still in the queue" }
    broken += try findings(when: "after another pass")
    return broken
  }

  /// What is broken at this moment, in the words of `when`.
  func findings(when: String) throws -> [String] {
    let entries = try entries()
    let files = files
    let paths = Dictionary(grouping: files) { path in
      String(path.dropLast(4).split(separator: "/").last ?? "")
    }
    var broken = approved.union(entries.keys).sorted().flatMap { id in
      findings(id, entries[id], folders: paths[id] ?? [])
    }
    broken += files.filter { $0.contains(".tmp") }.map { "\($0) was left behind" }
    return broken.map { "\($0) \(when)" }
  }

  private func findings(_ id: String, _ entry: QueueEntry?, folders: [String]) -> [String] {
    guard let entry else {
      let hasDraft = memory.files.contains("/w/drafts/\(id).eml")
      return (hasDraft ? [] : ["\(id) is lost"]) + (folders.isEmpty ? [] : ["\(id) has a file"])
    }
    var broken: [String] = []
    if folders != [entry.path] {
      broken.append("\(id) is \(entry.place) but its files are \(folders)")
    }
    if case .failure(let error) = entry.file { broken.append("\(id): \(error)") }
    let arrivals = postbox.arrivals[id, default: 0]
    if arrivals > (sentAgain.contains(id) ? 2 : 1) { broken.append("\(id) arrived twice") }
    if arrivals == 0, entry.place == .sent, !calledSent.contains(id) {
      broken.append("\(id) is called sent and did not arrive")
    }
    if arrivals > 0, entry.place != .sent, !entry.state.isUnknown, !sentAgain.contains(id) {
      broken.append("\(id) arrived and is \(entry.place)")
    }
    return broken
  }
}
