internal import CLibcurl

extension CurlError {
  /// What a failure to connect is about, whatever protocol is spoken.
  enum Kind {
    case cancelled, certificate, caFile, clientCertificate, tls, withoutTLS, unreachable, timedOut
    case strangeReply, hungUp, other
  }

  var kind: Kind {
    switch code {
    case CURLE_ABORTED_BY_CALLBACK: .cancelled
    case CURLE_PEER_FAILED_VERIFICATION: .certificate
    case CURLE_SSL_CACERT_BADFILE: .caFile
    case CURLE_SSL_CERTPROBLEM: .clientCertificate
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR: .tls
    case CURLE_USE_SSL_FAILED: .withoutTLS
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY,
      CURLE_COULDNT_CONNECT:
      .unreachable
    case CURLE_OPERATION_TIMEDOUT: .timedOut
    case CURLE_WEIRD_SERVER_REPLY: .strangeReply
    case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING: .hungUp
    default: .other
    }
  }
}
