// The first file of CurlMail comes with its first type.
