/* Includes the file that MKBA_I_BODY names once per variant: see lanes.h. No include guard, on purpose: a file may build
 * several bodies. */
#include "base/lanes.h"

#define MKBA_I_VARIANT 0
#include "base/lanes_begin.h"
#include MKBA_I_BODY
#include "base/lanes_end.h"

#if MKBA_I_LANES_X86
#  define MKBA_I_VARIANT 1
#  include "base/lanes_begin.h"
#  include MKBA_I_BODY
#  include "base/lanes_end.h"

#  define MKBA_I_VARIANT 2
#  include "base/lanes_begin.h"
#  include MKBA_I_BODY
#  include "base/lanes_end.h"
#endif

#undef MKBA_I_BODY
