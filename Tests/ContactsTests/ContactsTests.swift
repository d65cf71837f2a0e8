// The first file of ContactsTests comes with its first type.
