// The first file of MailMessageTests comes with its first type.
