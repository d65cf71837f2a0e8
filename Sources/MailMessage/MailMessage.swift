// The first file of MailMessage comes with its first type.
