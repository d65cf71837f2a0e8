import ArgumentParser

@main
struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "touchbase-benchmark",
    abstract: "Measures touchbase side by side with programs installed on this machine.",
    discussion: "Figures hold as ratios within one run, not from machine to machine.",
    subcommands: [
      Startup.self, MessageBenchmark.self, LiquidBenchmark.self, SendBenchmark.self,
      QueueBenchmark.self, ContactsBenchmark.self, DraftingBenchmark.self, CheckBenchmark.self,
    ]
  )
}
