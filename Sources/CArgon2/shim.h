#ifndef COUNTINGHOUSE_CARGON2_SHIM_H
#define COUNTINGHOUSE_CARGON2_SHIM_H

#include <argon2.h>

#endif
