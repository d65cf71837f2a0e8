/// A draft that is not yet in the folder.
package struct NewDraft: Hashable, Sendable {
  /// Relative to the workspace: `drafts/2026-11-ada-park.eml`.
  package let path: String
  package let id: String
  /// The template it is written from, and why that one.
  package let choice: TemplateChoice
  /// What it draws on.
  package var used = Used()
  package let bytes: [UInt8]
}
