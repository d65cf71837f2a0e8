#pragma once

#include <libxml/xmlversion.h>

// The headers of ICU clash with those that Swift's Foundation brings along; what they would declare
// stands at the end of structures that are only used by pointer.
#undef LIBXML_ICU_ENABLED

#include <libxml/SAX2.h>
#include <libxml/encoding.h>
#include <libxml/parser.h>
