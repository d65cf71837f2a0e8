// The first file of Contacts comes with its first type.
