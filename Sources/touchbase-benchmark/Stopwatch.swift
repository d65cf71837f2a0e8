/// Measures what is done again and again.
enum Stopwatch {
  /// The seconds that one time takes, over as many times as fit into some milliseconds.
  static func seconds(milliseconds: Int, _ work: () throws -> Int) rethrows -> Double {
    let clock = ContinuousClock()
    let limit = Duration.milliseconds(milliseconds)
    var sum = 0
    var count = 0
    var batch = 1
    let start = clock.now
    while true {
      for _ in 0..<batch { sum &+= try work() }
      count += batch
      let elapsed = start.duration(to: clock.now)
      // The sum is used, so that the work is.
      if elapsed >= limit { return elapsed / .seconds(1) / Double(count) + (sum == .min ? 1 : 0) }
      batch = min(batch * 2, 1 << 12)
    }
  }

  /// `12.34 µs`, in the unit that suits.
  static func shown(_ seconds: Double) -> String {
    if seconds < 1e-6 { return decimal(seconds * 1e9) + " ns" }
    if seconds < 1e-3 { return decimal(seconds * 1e6) + " µs" }
    return decimal(seconds * 1e3) + " ms"
  }

  /// With two digits after the point.
  static func decimal(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let fraction = String(hundredths % 100)
    return "\(hundredths / 100)." + (fraction.count == 1 ? "0" : "") + fraction
  }
}
