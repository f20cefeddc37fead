/* The ground floor: units, slices, errors, findings, dumps. */
#ifndef BX_BASE_H
#define BX_BASE_H

#include "dump.h"
#include "error.h"
#include "len.h"
#include "report.h"
#include "script.h"
#include "slice.h"
#include "slot.h"
#include "variants.h"

#endif
