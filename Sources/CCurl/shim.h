#ifndef COUNTINGHOUSE_CCURL_SHIM_H
#define COUNTINGHOUSE_CCURL_SHIM_H

#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call: here is one
// function for every kind of value.

static inline CURLcode countinghouse_curl_set_long(CURL *curl, CURLoption option, long value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode countinghouse_curl_set_text(
    CURL *curl, CURLoption option, const char *value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode countinghouse_curl_set_size(
    CURL *curl, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode countinghouse_curl_set_list(
    CURL *curl, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(curl, option, value);
}

typedef size_t (*countinghouse_curl_bytes)(char *buffer, size_t size, size_t count, void *context);

// Where what is sent comes from.
static inline CURLcode countinghouse_curl_set_source(
    CURL *curl, countinghouse_curl_bytes function, void *context) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_READFUNCTION, function);
    return code == CURLE_OK ? curl_easy_setopt(curl, CURLOPT_READDATA, context) : code;
}

// Where each line of the server's replies goes.
static inline CURLcode countinghouse_curl_set_replies(
    CURL *curl, countinghouse_curl_bytes function, void *context) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, function);
    return code == CURLE_OK ? curl_easy_setopt(curl, CURLOPT_HEADERDATA, context) : code;
}

// Where a body that comes back goes.
static inline CURLcode countinghouse_curl_set_sink(
    CURL *curl, countinghouse_curl_bytes function, void *context) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, function);
    return code == CURLE_OK ? curl_easy_setopt(curl, CURLOPT_WRITEDATA, context) : code;
}

// The constant is a macro with a cast, which Swift does not see.
static inline CURLcode countinghouse_curl_begin(void) {
    return curl_global_init(CURL_GLOBAL_DEFAULT);
}

static inline long countinghouse_curl_tls_always(void) { return (long)CURLUSESSL_ALL; }
static inline long countinghouse_curl_tls_never(void) { return (long)CURLUSESSL_NONE; }
static inline long countinghouse_curl_tls_12(void) { return (long)CURL_SSLVERSION_TLSv1_2; }

#endif
