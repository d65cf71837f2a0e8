import ArgumentParser

/// `touchbase doctor`: looks at everything that sending depends on.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at configuration, folders, clock, server, TLS, login: and say what to do.",
    discussion: """
      Nothing is sent and nothing is changed. Where touchbase.yaml names no server, it looks for \
      the one of your address's domain.
      """
  )

  @Flag(help: "Show the dialogues with the servers, without passwords.")
  var trace = false

  @OptionGroup var json: JSONOption
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let screen = DoctorScreen(output: session.output, isJSON: json.isWanted)
    var found: [Diagnosis] = []
    Interruption.catchSignals()
    let checks: [() -> [Diagnosis]] = [
      ConfigurationCheck(session: session).run,
      FolderCheck(session: session).run,
      ClockCheck(session: session).run,
      SendingCheck(session: session, isTracing: trace).run,
      AccountFoldersCheck(session: session, isTracing: trace).run,
    ]
    for check in checks where !Interruption.isRequested {
      let diagnoses = check()
      diagnoses.forEach(screen.show)
      found += diagnoses
    }
    try screen.showSum(found)
    let status = ExitStatus.worst(found.map(\.status))
    if status != .done { throw status }
  }
}

/// What `doctor` shows: a line for each thing, and below it what to do.
struct DoctorScreen {
  let output: Output
  let isJSON: Bool

  private static let subjectWidth = 15

  func show(_ diagnosis: Diagnosis) {
    guard !isJSON else { return }
    let style: Output.Style =
      switch diagnosis.verdict {
      case .ok: .own
      case .warn: .warning
      case .fail: .error
      }
    let subject = Columns.padded(diagnosis.subject, to: Self.subjectWidth)
    let indent = String(repeating: " ", count: 6 + Self.subjectWidth)
    let lines = Columns.wrapped(Output.visibleLine(diagnosis.words), to: 78 - indent.count)
    output.part(Columns.padded(diagnosis.verdict.rawValue, to: 6), style: style)
    output.line(subject + (lines.first ?? ""))
    for line in lines.dropFirst() { output.line(indent + line) }
    for line in diagnosis.advice { output.line(indent + Output.visibleLine(line), style: .bold) }
  }

  func showSum(_ found: [Diagnosis]) throws {
    guard !isJSON else {
      let rows = found.map { diagnosis -> JSONValue in
        [
          "check": .string(diagnosis.subject), "verdict": .string(diagnosis.verdict.rawValue),
          "message": .string(diagnosis.words), "advice": .texts(diagnosis.advice),
        ]
      }
      return output.bytes(try JSONValue.array(rows).encoded())
    }
    let failed = found.count { $0.verdict == .fail }
    let warned = found.count { $0.verdict == .warn }
    let parts = [
      failed == 0 ? nil : "\(failed) to mend",
      warned == 0 ? nil : warned == 1 ? "1 remark" : "\(warned) remarks",
    ].compactMap(\.self)
    output.line(parts.isEmpty ? "All is well." : parts.joined(separator: ", ") + ".")
    if failed > 0 { output.next("touchbase doctor    (once more, when that is mended)") }
  }
}
