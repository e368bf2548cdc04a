#ifndef COUNTINGHOUSE_CLIBZIP_SHIM_H
#define COUNTINGHOUSE_CLIBZIP_SHIM_H

#include <zip.h>

#endif
