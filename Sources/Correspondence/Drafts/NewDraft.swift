/// A draft that is not yet in the folder.
package struct NewDraft: Hashable, Sendable {
  /// Relative to the workspace: `drafts/2026-11-ada-park.eml`.
  package let path: String
  package let id: String
  /// The template it is written from, and why that one.
  package let choice: TemplateChoice
  /// What it draws on.
  package var used = Used()
  let content: Draft.Content
}

extension NewDraft {
  /// The bytes of its file, made by whoever writes it while somebody else makes the next draft.
  package var bytes: [UInt8] { Draft.bytes(of: content) }
}
