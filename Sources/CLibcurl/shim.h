#pragma once

#include <curl/curl.h>
#include <dlfcn.h>

// libcurl and the thirty libraries behind it take as long to load as all the rest of the program,
// and few commands speak to a server: it is loaded where one first does.
#define CLIBCURL_FUNCTIONS(X) \
  X(global_init) X(version_info) X(easy_init) X(easy_setopt) X(easy_getinfo) \
  X(easy_perform) X(easy_send) X(easy_recv) X(easy_cleanup) X(easy_strerror)

/// The functions of libcurl.
typedef struct {
#define CLIBCURL_DECLARE(name) __typeof__(curl_##name) *_Nonnull name;
  CLIBCURL_FUNCTIONS(CLIBCURL_DECLARE)
#undef CLIBCURL_DECLARE
} __attribute__((swift_attr("@Sendable"), swift_name("CurlLibrary"))) clibcurl;

/// Loads libcurl for good; says what was in the way, and NULL when nothing was.
static inline clibcurl clibcurl_load(const char *_Nullable *_Nonnull obstacle) {
  clibcurl functions = {0};
#ifdef __APPLE__
  void *library = RTLD_DEFAULT;
#else
  void *library = dlopen("libcurl.so.4", RTLD_LAZY | RTLD_LOCAL);
#endif
  *obstacle = library == NULL ? dlerror() : NULL;
  if (library == NULL) return functions;
#define CLIBCURL_FIND(name) \
  if ((*(void **)&functions.name = dlsym(library, "curl_" #name)) == NULL) *obstacle = dlerror();
  CLIBCURL_FUNCTIONS(CLIBCURL_FIND)
#undef CLIBCURL_FIND
  return functions;
}

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call. Each wrapper below
// fixes the type of the one argument that follows the option.

/// Sets an option that takes a number or a switch.
static inline CURLcode clibcurl_setopt_long(
    clibcurl curl, CURL *_Nonnull handle, CURLoption option, long value) {
  return curl.easy_setopt(handle, option, value);
}

/// Sets an option that takes a C string, which libcurl copies.
static inline CURLcode clibcurl_setopt_string(
    clibcurl curl, CURL *_Nonnull handle, CURLoption option, const char *_Nonnull value) {
  return curl.easy_setopt(handle, option, value);
}

/// Sets an option that takes a pointer, which libcurl keeps: the error buffer, callbacks' data.
static inline CURLcode clibcurl_setopt_pointer(
    clibcurl curl, CURL *_Nonnull handle, CURLoption option, void *_Nullable value) {
  return curl.easy_setopt(handle, option, value);
}

typedef size_t (*clibcurl_write_callback)(
    char *_Nullable bytes, size_t size, size_t count, void *_Nullable context);

/// Sets an option that takes a callback for data: header lines, body.
static inline CURLcode clibcurl_setopt_write_callback(
    clibcurl curl, CURL *_Nonnull handle, CURLoption option,
    clibcurl_write_callback _Nonnull callback) {
  return curl.easy_setopt(handle, option, callback);
}

typedef int (*clibcurl_debug_callback)(
    CURL *_Nullable handle, curl_infotype kind, char *_Nullable bytes, size_t count,
    void *_Nullable context);

/// Sets the callback that is told of the dialogue.
static inline CURLcode clibcurl_setopt_debug_callback(
    clibcurl curl, CURL *_Nonnull handle, clibcurl_debug_callback _Nonnull callback) {
  return curl.easy_setopt(handle, CURLOPT_DEBUGFUNCTION, callback);
}

typedef int (*clibcurl_progress_callback)(
    void *_Nullable context, curl_off_t down_total, curl_off_t down, curl_off_t up_total,
    curl_off_t up);

/// Sets the callback that is asked about once a second whether to go on.
static inline CURLcode clibcurl_setopt_progress_callback(
    clibcurl curl, CURL *_Nonnull handle, clibcurl_progress_callback _Nonnull callback) {
  return curl.easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, callback);
}

typedef curl_socket_t (*clibcurl_open_socket_callback)(
    void *_Nullable context, curlsocktype purpose, struct curl_sockaddr *_Nullable address);

/// Sets the callback that opens the connection's socket.
static inline CURLcode clibcurl_setopt_open_socket_callback(
    clibcurl curl, CURL *_Nonnull handle, clibcurl_open_socket_callback _Nonnull callback) {
  return curl.easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, callback);
}

/// Reads the socket that an established connection uses.
static inline CURLcode clibcurl_getinfo_socket(
    clibcurl curl, CURL *_Nonnull handle, CURLINFO info, curl_socket_t *_Nonnull value) {
  return curl.easy_getinfo(handle, info, value);
}

/// Whether this libcurl was built with a library for SCRAM; never said of one older than 7.76.
static inline int clibcurl_has_scram(clibcurl curl) {
#ifdef CURL_VERSION_GSASL
  return (curl.version_info(CURLVERSION_NOW)->features & CURL_VERSION_GSASL) != 0;
#else
  return 0;
#endif
}
