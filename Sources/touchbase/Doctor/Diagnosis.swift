/// One thing that `doctor` looked at, and how it stands.
struct Diagnosis {
  enum Verdict: String {
    case ok, warn, fail
  }

  /// What was looked at, in one word: `server`, `login`.
  let subject: String
  let verdict: Verdict
  /// What was found, in lower case and without a final period.
  let words: String
  /// What to do about it, one step a line.
  let advice: [String]
  /// What it means for the command's status.
  let status: ExitStatus

  static func ok(_ subject: String, _ words: String) -> Diagnosis {
    Diagnosis(subject: subject, verdict: .ok, words: words, advice: [], status: .done)
  }

  static func warn(_ subject: String, _ words: String, _ advice: String...) -> Diagnosis {
    Diagnosis(subject: subject, verdict: .warn, words: words, advice: advice, status: .attention)
  }

  static func fail(
    _ subject: String,
    _ status: ExitStatus,
    _ words: String,
    _ advice: [String]
  ) -> Diagnosis {
    Diagnosis(subject: subject, verdict: .fail, words: words, advice: advice, status: status)
  }

  /// What an error of any room means.
  static func fail(_ subject: String, _ error: any Error) -> Diagnosis {
    guard let failure = CommandFailure(error) else {
      return fail(subject, .attention, "\(error)", [])
    }
    return fail(subject, failure.status, failure.message, failure.hints)
  }
}

extension ExitStatus {
  /// The status that counts where several apply.
  static func worst(_ statuses: some Sequence<ExitStatus>) -> ExitStatus {
    let order: [ExitStatus] = [.loginRefused, .configuration, .unavailable]
    let found = Set(statuses).subtracting([.done])
    if let first = order.first(where: found.contains) { return first }
    let others = found.subtracting([.tryAgain])
    if others.count > 1 { return .attention }
    return others.first ?? found.first ?? .done
  }
}
