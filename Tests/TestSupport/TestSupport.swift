// The first file of TestSupport comes with its first type.
