#ifndef COUNTINGHOUSE_CLIBXML2_SHIM_H
#define COUNTINGHOUSE_CLIBXML2_SHIM_H

// The encodings' header would bring in the system's ICU, whose types clash with Foundation's own
// copy of it. Only the inside of an encoding's handler depends on this, which is not used here.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
// Of these only xmlSwitchToEncoding is used, for pages that state their own encoding.
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

static inline void countinghouse_xml_ignore(void *context, const char *message, ...) {
    (void)context;
    (void)message;
}

// Prepares the library for the calling thread; may be called again. Without this it writes some errors, such as those of
// encodings, to standard error besides reporting them. Functions with a variable number of
// arguments cannot be written in Swift.
static inline void countinghouse_xml_begin(void) {
    xmlInitParser();
    xmlThrDefSetGenericErrorFunc(NULL, countinghouse_xml_ignore);
    xmlSetGenericErrorFunc(NULL, countinghouse_xml_ignore);
}

#endif
