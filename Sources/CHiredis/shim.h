#ifndef COUNTINGHOUSE_CHIREDIS_SHIM_H
#define COUNTINGHOUSE_CHIREDIS_SHIM_H

#include <hiredis/hiredis.h>

// An array inside the context, which Swift sees as a tuple.
static inline const char *countinghouse_redis_problem(const redisContext *context) {
    return context->errstr;
}

#endif
