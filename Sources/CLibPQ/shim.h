#ifndef COUNTINGHOUSE_CLIBPQ_SHIM_H
#define COUNTINGHOUSE_CLIBPQ_SHIM_H

#include <libpq-fe.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>

// Names the calling thread, in at most 15 bytes: prctl is variadic, which Swift cannot call.
static inline int countinghouse_name_thread(const char *name) {
    return prctl(PR_SET_NAME, name, 0, 0, 0);
}

// A non-blocking event counter: its flags are enumerators, which need casts in Swift.
static inline int countinghouse_event_descriptor(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

#endif
