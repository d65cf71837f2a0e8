#pragma once

#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call. Each wrapper below
// fixes the type of the one argument that follows the option.

/// Sets an option that takes a number or a switch.
static inline CURLcode clibcurl_setopt_long(
    CURL *_Nonnull handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

/// Sets an option that takes a C string, which libcurl copies.
static inline CURLcode clibcurl_setopt_string(
    CURL *_Nonnull handle, CURLoption option, const char *_Nonnull value) {
  return curl_easy_setopt(handle, option, value);
}

/// Sets an option that takes a pointer, which libcurl keeps: the error buffer, callbacks' data.
static inline CURLcode clibcurl_setopt_pointer(
    CURL *_Nonnull handle, CURLoption option, void *_Nullable value) {
  return curl_easy_setopt(handle, option, value);
}

typedef size_t (*clibcurl_write_callback)(
    char *_Nullable bytes, size_t size, size_t count, void *_Nullable context);

/// Sets an option that takes a callback for data: header lines, body.
static inline CURLcode clibcurl_setopt_write_callback(
    CURL *_Nonnull handle, CURLoption option, clibcurl_write_callback _Nonnull callback) {
  return curl_easy_setopt(handle, option, callback);
}

typedef int (*clibcurl_debug_callback)(
    CURL *_Nullable handle, curl_infotype kind, char *_Nullable bytes, size_t count,
    void *_Nullable context);

/// Sets the callback that is told of the dialogue.
static inline CURLcode clibcurl_setopt_debug_callback(
    CURL *_Nonnull handle, clibcurl_debug_callback _Nonnull callback) {
  return curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, callback);
}

typedef int (*clibcurl_progress_callback)(
    void *_Nullable context, curl_off_t down_total, curl_off_t down, curl_off_t up_total,
    curl_off_t up);

/// Sets the callback that is asked about once a second whether to go on.
static inline CURLcode clibcurl_setopt_progress_callback(
    CURL *_Nonnull handle, clibcurl_progress_callback _Nonnull callback) {
  return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, callback);
}

/// Reads the socket that an established connection uses.
static inline CURLcode clibcurl_getinfo_socket(
    CURL *_Nonnull handle, CURLINFO info, curl_socket_t *_Nonnull value) {
  return curl_easy_getinfo(handle, info, value);
}

/// Whether this libcurl was built with a library for SCRAM; never said of one older than 7.76.
static inline int clibcurl_has_scram(void) {
#ifdef CURL_VERSION_GSASL
  return (curl_version_info(CURLVERSION_NOW)->features & CURL_VERSION_GSASL) != 0;
#else
  return 0;
#endif
}
