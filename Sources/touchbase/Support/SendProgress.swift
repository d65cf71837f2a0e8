/// The line at the bottom of the terminal while letters leave: how many, how fast, how long yet.
final class SendProgress {
  private var total = 0
  private let output: Output
  private let isWanted: Bool
  private let elapsed: () -> Duration
  private let start: Duration
  private var done = 0
  private var shownAt: Duration?
  private var name = ""
  private var isVisible = false

  init(output: Output, isWanted: Bool, elapsed: @escaping () -> Duration) {
    self.output = output
    self.elapsed = elapsed
    self.isWanted = isWanted
    start = elapsed()
  }

  /// So many letters more are about to leave.
  func expect(_ count: Int) {
    total = done + count
  }

  /// A few letters need no such line, and whoever reads a file or a pipe neither.
  private var isShown: Bool { isWanted && total > 3 }

  /// Makes room for another line.
  func clear() {
    guard isVisible else { return }
    output.status("")
    isVisible = false
  }

  /// One more letter is done, for whom is said; the line is shown ten times a second at most.
  func note(_ name: String) {
    done += 1
    self.name = name
    show()
  }

  /// Shows the line again where another took its place and the next letter takes its time.
  func showAgain() {
    guard !isVisible else { return }
    shownAt = nil
    show()
  }

  private func show() {
    guard isShown, done > 0, done < total else { return }
    let now = elapsed()
    if let shownAt, now - shownAt < .milliseconds(100) { return }
    shownAt = now
    isVisible = true
    output.status(Self.words(done: done, total: total, after: now - start) + "  \(name)")
  }

  /// `12 of 40, 3.1 a second, 9 s left`.
  static func words(done: Int, total: Int, after time: Duration) -> String {
    let seconds = time / .seconds(1)
    guard done > 0, seconds > 0 else { return "\(done) of \(total)" }
    let rate = Double(done) / seconds
    let left = Duration.seconds(Double(total - done) / rate)
    return "\(done) of \(total), \(words(rate: rate)), \(words(left)) left"
  }

  private static func words(rate: Double) -> String {
    switch rate {
    case 100...: "\(Int(min(rate, 1e9))) a second"
    case 1...: "\(tenths(rate)) a second"
    case (1.0 / 60)...: "\(tenths(rate * 60)) a minute"
    default: "\(tenths(rate * 3600)) an hour"
    }
  }

  private static func tenths(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func words(_ time: Duration) -> String {
    let seconds = Int(min(time.components.seconds, 1_000_000_000))
    switch seconds {
    case ..<60: return "\(seconds) s"
    case ..<3600: return "\(seconds / 60) min"
    default: return "\(seconds / 3600) h \(seconds / 60 % 60) min"
    }
  }
}
