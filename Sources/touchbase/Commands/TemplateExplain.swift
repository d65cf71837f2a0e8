import ArgumentParser
import Contacts
import Correspondence

/// `touchbase template explain`.
struct TemplateExplain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show where each word of a draft is from.",
    discussion: """
      The template's text, what it took from the person's file or from your news, and what you \
      wrote yourself; the draft is compared with what its template says today.
      """
  )

  @Argument(help: "A draft: its file, or the person it is for.")
  var draft: String

  @OptionGroup var json: JSONOption
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let drafts = try session.drafts([draft])
    let book = try session.addressBook()
    let renderer = LetterRenderer(
      templates: session.templates,
      settings: session.settings,
      history: try session.historyAfterSending(),
      news: try session.news(),
      today: session.clock.today
    )
    for draft in drafts {
      let contacts = draft.contacts.compactMap { id in book.contacts.first { $0.id == id } }
      let origins = try renderer.origins(of: draft, for: contacts)
      if json.isWanted {
        session.output.bytes(try JSONValue.array(origins.passages.map(\.json)).encoded())
      } else {
        show(origins, session.output)
      }
    }
  }

  private func show(_ origins: LetterOrigins, _ output: Output) {
    guard output.colours else {
      for passage in origins.passages {
        let words = passage.text.split(whereSeparator: \.isNewline).joined(separator: " / ")
        output.line(Columns.trimmed("\(Columns.padded(passage.from, to: 36))  \(words)"))
      }
      return
    }
    for passage in origins.passages { output.part(passage.text, style: passage.kind.style) }
    output.line()
    for kind in LetterOrigins.Kind.allCases {
      output.part("\(kind.words)  ", style: kind.style)
    }
    output.line()
  }
}

extension LetterOrigins.Passage {
  /// Where it is from, in a few words.
  fileprivate var from: String {
    let source = source ?? (kind == .template ? template : nil)
    return ([kind.words] + labels + (source.map { [$0] } ?? [])).joined(separator: ", ")
  }

  fileprivate var json: JSONValue {
    [
      "from": .integer(range.lowerBound), "to": .integer(range.upperBound),
      "kind": .string(kind.rawValue), "template": .text(template), "line": .count(line),
      "source": .text(source), "labels": .texts(labels), "text": .string(text),
    ]
  }
}

extension LetterOrigins.Kind: CaseIterable {
  static let allCases: [LetterOrigins.Kind] = [.typed, .value, .place, .template]

  fileprivate var words: String {
    switch self {
    case .template: "template"
    case .value: "known"
    case .place: "to be written"
    case .typed: "yours"
    }
  }

  fileprivate var style: Output.Style {
    switch self {
    case .template: .dim
    case .value: .value
    case .place: .warning
    case .typed: .own
    }
  }
}
