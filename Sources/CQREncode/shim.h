#ifndef COUNTINGHOUSE_CQRENCODE_SHIM_H
#define COUNTINGHOUSE_CQRENCODE_SHIM_H

#include <qrencode.h>

#endif
