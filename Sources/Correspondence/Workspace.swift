/// The folder that holds everything: where each thing is, and which files are drafts.
package struct Workspace: Hashable, Sendable {
  /// The folder's path, without a final slash.
  package let root: String

  /// The name of the file that makes a folder a workspace.
  package static let configurationName = "touchbase.yaml"

  package init(root: String) {
    var root = root
    while root.utf8.count > 1, root.hasSuffix("/") { root.removeLast() }
    self.root = root
  }

  package var configuration: String { path(Self.configurationName) }
  package var contacts: String { path("contacts") }
  package var news: String { path("news.md") }
  package var templates: String { path("templates") }
  package var drafts: String { path("drafts") }
  package var outbox: String { path("outbox") }
  package var history: String { path("history.jsonl") }
  /// Caches and locks: may be deleted when nothing runs.
  package var cache: String { path(".touchbase") }

  /// The path of something that is named relative to the workspace.
  package func path(_ relative: String) -> String {
    if relative.isEmpty { return root }
    return root.hasSuffix("/") ? root + relative : root + "/" + relative
  }

  /// The path as people see it, relative to the workspace; a path outside of it stays as it is.
  package func relative(_ path: String) -> String {
    let prefix = root.hasSuffix("/") ? root : root + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  /// Whether a file of `drafts/` is a draft, and not what an editor or a system left behind.
  ///
  /// Drafts end in `.eml`; hidden files, `4913`, `x.eml~`, `x.eml.swp`, `#x.eml#` and `x.eml.save`
  /// are none.
  package static func isDraft(fileName: String) -> Bool {
    fileName.utf8.count > 4 && fileName.lowercased().hasSuffix(".eml")
      && !fileName.hasPrefix(".") && !fileName.hasPrefix("#") && !fileName.hasPrefix("~")
      && !fileName.contains("/")
  }
}

extension Workspace {
  /// The nearest folder from an absolute path upwards that is a workspace; nil where there is none.
  package static func nearest(
    from start: String,
    exists: (String) throws -> Bool
  ) rethrows -> Workspace? {
    var folder = Workspace(root: start)
    while true {
      if try exists(folder.configuration) { return folder }
      guard let slash = folder.root.lastIndex(of: "/"), folder.root != "/" else { return nil }
      let parent = folder.root[..<slash]
      folder = Workspace(root: parent.isEmpty ? "/" : String(parent))
    }
  }
}
