/// The letters and snippets that come with touchbase, embedded in the program.
///
/// `PackageResources` is made from the folder `letters`; a file that is missing in ``files`` is not
/// part of the program.
package enum Templates {
  /// The bytes of each file by its name: `catch-up.liquid`.
  package static let files: [String: [UInt8]] = [
    "catch-up.liquid": PackageResources.catch_up_liquid,
    "greeting.liquid": PackageResources.greeting_liquid,
    "hello.liquid": PackageResources.hello_liquid,
    "local.liquid": PackageResources.local_liquid,
    "question.liquid": PackageResources.question_liquid,
    "sign-off.liquid": PackageResources.sign_off_liquid,
  ]
}
