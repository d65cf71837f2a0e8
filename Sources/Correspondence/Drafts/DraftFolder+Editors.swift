package import DurableFiles

extension DraftFolder {
  /// What editors leave beside drafts that they have open, or could not save: the draft's path, and
  /// the file's name in `drafts/`.
  ///
  /// vim's swap file, nano's lock, Emacs's lock and its autosave.
  package func editorTraces(
    of paths: [String]
  ) throws(FileSystemError) -> [(path: String, trace: String)] {
    let files: [String]
    do {
      files = try fileSystem.list(workspace.drafts).filter { ".#".contains($0.prefix(1)) }
    } catch  where error.isNotFound {
      return []
    }
    guard !files.isEmpty else { return [] }
    var traces: [(path: String, trace: String)] = []
    for path in paths {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let found = files.filter { file in
        file.hasPrefix(".\(name).sw") && file.utf8.count == name.utf8.count + 5
          || file == ".#\(name)" || file == "#\(name)#"
      }
      traces += found.sorted().map { (path, $0) }
    }
    return traces
  }
}
