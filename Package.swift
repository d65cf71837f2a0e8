// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let argumentParser: Target.Dependency =
  .product(name: "ArgumentParser", package: "swift-argument-parser")

/// The name under which pkg-config has a library that is loaded where it is first used; on Linux its
/// headers are found without, and a library that the linker is told of is loaded at the start.
func loadedLater(_ name: String) -> String? {
  #if os(Linux)
  nil
  #else
  name
  #endif
}

// The rooms of the house and their arrows: see CONTRIBUTING.md. All arrows point down.
let package = Package(
  name: "touchbase",
  products: [
    .executable(name: "touchbase", targets: ["touchbase"]),
    .library(name: "Liquid", targets: ["Liquid"]),
    .library(name: "MailMessage", targets: ["MailMessage"]),
    .library(name: "CurlMail", targets: ["CurlMail"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .executableTarget(
      name: "touchbase",
      dependencies: [
        "Correspondence", "Contacts", "Outbox", "CurlMail", "ServiceDiscovery", "Rehearsal",
        "Liquid", "MailMessage", "Threads",
        "DurableFiles", "Templates", yams, argumentParser,
      ]
    ),
    .executableTarget(
      name: "touchbase-benchmark",
      dependencies: [
        "Liquid", "MailMessage", "Contacts", "Threads", "CLibcrypto", argumentParser,
      ]
    ),
    .target(
      name: "Correspondence",
      dependencies: [
        "Liquid", "MailMessage", "Contacts", "Templates", "DurableFiles", "Threads", yams,
      ]
    ),
    .target(
      name: "Contacts",
      dependencies: ["MailMessage", "DurableFiles", "Threads", "CLibarchive", "CLibxml2", yams]
    ),
    .target(name: "Outbox", dependencies: ["MailMessage", "DurableFiles", "CLibcrypto"]),
    .target(name: "CurlMail", dependencies: ["MailMessage", "CLibcurl"]),
    .target(name: "ServiceDiscovery", dependencies: ["CCares"]),
    .target(name: "Rehearsal", dependencies: ["MailMessage", "DurableFiles", "Threads"]),
    .target(name: "Liquid", dependencies: [.product(name: "BigInt", package: "BigInt")]),
    .target(name: "MailMessage"),
    .target(name: "Threads"),
    .target(name: "DurableFiles", dependencies: ["CSyncfs"]),
    .target(
      name: "Templates",
      path: "Templates",
      resources: [.embedInCode("letters")]
    ),
    .systemLibrary(
      name: "CLibcurl",
      pkgConfig: loadedLater("libcurl"),
      providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]
    ),
    .systemLibrary(
      name: "CCares",
      pkgConfig: "libcares",
      providers: [.apt(["libc-ares-dev"]), .brew(["c-ares"])]
    ),
    .systemLibrary(
      name: "CLibarchive",
      pkgConfig: loadedLater("libarchive"),
      providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]
    ),
    .systemLibrary(
      name: "CLibxml2",
      pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]
    ),
    .systemLibrary(name: "CSyncfs"),
    .systemLibrary(
      name: "CLibcrypto",
      pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl"])]
    ),

    .target(
      name: "TestSupport",
      dependencies: ["DurableFiles", "Rehearsal"],
      path: "Tests/TestSupport"
    ),
    .testTarget(
      name: "LiquidTests",
      dependencies: ["Liquid", "TestSupport"],
      exclude: ["Fixtures"]
    ),
    .testTarget(
      name: "MailMessageTests",
      dependencies: ["MailMessage", "TestSupport"],
      exclude: ["Fixtures"]
    ),
    .testTarget(name: "ThreadsTests", dependencies: ["Threads"]),
    .testTarget(name: "DurableFilesTests", dependencies: ["DurableFiles", "TestSupport"]),
    .testTarget(
      name: "ContactsTests",
      dependencies: ["Contacts", "MailMessage", "DurableFiles", "TestSupport"],
      exclude: ["Fixtures"]
    ),
    .testTarget(
      name: "OutboxTests",
      dependencies: ["Outbox", "MailMessage", "DurableFiles", "TestSupport"],
      exclude: ["Fixtures"]
    ),
    .testTarget(
      name: "CurlMailTests",
      dependencies: ["CurlMail", "MailMessage", "Rehearsal", "DurableFiles", "TestSupport"],
      exclude: ["Fixtures"]
    ),
    .testTarget(name: "ServiceDiscoveryTests", dependencies: ["ServiceDiscovery", "TestSupport"]),
    .testTarget(
      name: "RehearsalTests",
      dependencies: ["Rehearsal", "MailMessage", "DurableFiles", "TestSupport"]
    ),
    .testTarget(
      name: "CorrespondenceTests",
      dependencies: [
        "Correspondence", "Liquid", "Contacts", "Templates", "MailMessage", "DurableFiles",
        "TestSupport",
      ],
      exclude: ["Fixtures"]
    ),
    .testTarget(
      name: "touchbaseTests",
      dependencies: [
        "touchbase", "Contacts", "Correspondence", "MailMessage", "CurlMail", "ServiceDiscovery",
        "Outbox", "DurableFiles", "Rehearsal", "TestSupport",
      ],
      exclude: ["Fixtures"]
    ),
    .testTarget(name: "TidyTests", dependencies: ["TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = (target.swiftSettings ?? []) + settings
}
