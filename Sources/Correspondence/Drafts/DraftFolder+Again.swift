package import DurableFiles

extension DraftFolder {
  /// Puts another draft in the place of one that is there, and keeps that one.
  ///
  /// - Returns: Where the one before is kept, relative to the workspace; nil where somebody changed
  ///   it meanwhile, and then nothing was done.
  package func replace(_ draft: Draft, with new: NewDraft) throws(FileSystemError) -> String? {
    let kept = try keep(draft)
    guard try read(draft.path).source == draft.source else { return nil }
    try fileSystem.replaceFile(workspace.path(draft.path), with: new.bytes)
    return kept
  }

  /// The drafts that others took the place of at a path, the oldest first.
  package func replaced(at path: String) throws(FileSystemError) -> [Draft] {
    var drafts: [Draft] = []
    for number in 1..<Self.mostKept {
      let kept = keptPath(path, number)
      guard try fileSystem.exists(workspace.path(kept)) else { break }
      drafts.append(try read(kept))
    }
    return drafts
  }

  private static let mostKept = 1000

  /// Writes the draft where the earlier ones are, under the next free number.
  private func keep(_ draft: Draft) throws(FileSystemError) -> String {
    try fileSystem.makeDirectory(workspace.cache)
    try fileSystem.makeDirectory(workspace.cache + "/drafts")
    for number in 1..<Self.mostKept {
      let path = keptPath(draft.path, number)
      do {
        try fileSystem.createFile(workspace.path(path), with: draft.source)
        return path
      } catch  where error.isAlreadyThere {
        continue
      }
    }
    let path = keptPath(draft.path, Self.mostKept)
    try fileSystem.replaceFile(workspace.path(path), with: draft.source)
    return path
  }

  /// `.touchbase/drafts/2026-11-ada-park.1.eml`.
  private func keptPath(_ path: String, _ number: Int) -> String {
    let name = path.split(separator: "/").last ?? "draft.eml"
    let stem = name.hasSuffix(".eml") ? name.dropLast(4) : name
    return "\(workspace.relative(workspace.cache))/drafts/\(stem).\(number).eml"
  }
}
