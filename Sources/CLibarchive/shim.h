#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <dlfcn.h>

// Only an import reads archives: libarchive and the libraries behind it are loaded then, and the
// program starts without them.
#define CLIBARCHIVE_FUNCTIONS(X) \
  X(read_new) X(read_support_format_zip) X(read_open_memory) X(read_next_header) \
  X(read_data) X(read_free) X(entry_filetype) X(entry_pathname) X(entry_pathname_utf8) \
  X(error_string)

/// The functions of libarchive.
typedef struct {
#define CLIBARCHIVE_DECLARE(name) __typeof__(archive_##name) *_Nonnull name;
  CLIBARCHIVE_FUNCTIONS(CLIBARCHIVE_DECLARE)
#undef CLIBARCHIVE_DECLARE
} __attribute__((swift_attr("@Sendable"), swift_name("ArchiveLibrary"))) clibarchive;

/// Loads libarchive for good; says what was in the way, and NULL when nothing was.
static inline clibarchive clibarchive_load(const char *_Nullable *_Nonnull obstacle) {
  clibarchive functions = {0};
#ifdef __APPLE__
  void *library = RTLD_DEFAULT;
#else
  void *library = dlopen("libarchive.so.13", RTLD_LAZY | RTLD_LOCAL);
#endif
  *obstacle = library == NULL ? dlerror() : NULL;
  if (library == NULL) return functions;
#define CLIBARCHIVE_FIND(name) \
  if ((*(void **)&functions.name = dlsym(library, "archive_" #name)) == NULL) *obstacle = dlerror();
  CLIBARCHIVE_FUNCTIONS(CLIBARCHIVE_FIND)
#undef CLIBARCHIVE_FIND
  return functions;
}
