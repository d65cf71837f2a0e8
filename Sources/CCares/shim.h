#pragma once

#include <ares.h>

// Macros in some releases of the library, an enumeration in others: numbers in all.
static const int ccares_success = ARES_SUCCESS;
static const int ccares_no_data = ARES_ENODATA;
static const int ccares_not_found = ARES_ENOTFOUND;
static const int ccares_timeout = ARES_ETIMEOUT;
static const int ccares_cancelled = ARES_ECANCELLED;
