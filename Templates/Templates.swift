/// The letters and snippets that come with touchbase, embedded in the program.
///
/// `PackageResources` is made from the folder `letters`; a file that is missing in ``files`` is not
/// part of the program.
package enum Templates {
  /// The bytes of each file by its name: `catch-up.liquid`.
  package static let files: [String: [UInt8]] = [
    "after-meeting.liquid": PackageResources.after_meeting_liquid,
    "ask-for-help.liquid": PackageResources.ask_for_help_liquid,
    "birthday.de.liquid": PackageResources.birthday_de_liquid,
    "birthday.liquid": PackageResources.birthday_liquid,
    "catch-up.de.liquid": PackageResources.catch_up_de_liquid,
    "catch-up.liquid": PackageResources.catch_up_liquid,
    "congratulations.liquid": PackageResources.congratulations_liquid,
    "greeting.liquid": PackageResources.greeting_liquid,
    "hello.de.liquid": PackageResources.hello_de_liquid,
    "hello.liquid": PackageResources.hello_liquid,
    "local.de.liquid": PackageResources.local_de_liquid,
    "local.liquid": PackageResources.local_liquid,
    "long-silence.de.liquid": PackageResources.long_silence_de_liquid,
    "long-silence.liquid": PackageResources.long_silence_liquid,
    "offer-help.liquid": PackageResources.offer_help_liquid,
    "question.de.liquid": PackageResources.question_de_liquid,
    "question.liquid": PackageResources.question_liquid,
    "sign-off.de.liquid": PackageResources.sign_off_de_liquid,
    "sign-off.liquid": PackageResources.sign_off_liquid,
    "thank-you.liquid": PackageResources.thank_you_liquid,
  ]
}
