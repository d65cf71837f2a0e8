import Correspondence

/// Drafts by what a person calls them.
///
/// Scripts name thousands at once: only a part of a path is looked for among all others.
struct DraftNames {
  private let all: [Draft]
  /// Where in `all` the draft of a path is.
  private let byPath: [String: Int]
  /// Where in `all` the drafts of an id or a contact are.
  private lazy var byID = Self.places(of: all)

  init(_ drafts: [Draft]) {
    all = drafts
    byPath = Dictionary(drafts.enumerated().map { ($1.path, $0) }) { first, _ in first }
  }

  /// The draft that a word names: its path, its file's name, its id, a contact, or else a part of its
  /// path.
  ///
  /// - Throws: `CommandFailure` when it names none, or several.
  mutating func draft(_ word: String) throws -> Draft {
    if let place = byPath[word] { return all[place] }
    let name = word.split(separator: "/").last.map(String.init) ?? word
    if let place = byPath["drafts/\(name)"] { return all[place] }
    let named = byPath["drafts/\(name).eml"].map { [$0] } ?? []
    let found = Set(named + (byID[word] ?? [])).sorted().map { all[$0] }
    let matches = found.isEmpty ? all.filter { $0.path.contains(name) } : found
    guard let draft = matches.first else {
      throw CommandFailure(
        .noInput,
        "no draft is called '\(word)'",
        hints: ["touchbase check lists the drafts"]
      )
    }
    guard matches.count == 1 else {
      throw CommandFailure(
        .usage,
        "'\(word)' could be \(matches.count) drafts",
        hints: ["say which: \(matches.prefix(10).map(\.path).joined(separator: ", "))"]
      )
    }
    return draft
  }

  private static func places(of drafts: [Draft]) -> [String: [Int]] {
    var places: [String: [Int]] = [:]
    for (place, draft) in drafts.enumerated() {
      for word in Set(draft.contacts + [draft.id].compactMap(\.self)) {
        places[word, default: []].append(place)
      }
    }
    return places
  }
}
