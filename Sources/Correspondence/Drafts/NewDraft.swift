/// A draft that is not yet in the folder.
package struct NewDraft: Hashable, Sendable {
  /// Relative to the workspace: `drafts/2026-11-ada-park.eml`.
  package let path: String
  package let id: String
  package let bytes: [UInt8]
}
