#ifndef CMEASURING_H
#define CMEASURING_H

#include <stdint.h>

/// Begins to count the instructions of user code of the calling thread and of those that it starts from here on; -1 where the
/// machine or its kernel does not tell.
int measuring_begin_instructions(void);

/// Ends what `measuring_begin_instructions` began, and says how many there were.
int64_t measuring_end_instructions(int counter);

/// Begins to count from 0 how often memory is asked for, by any thread.
void measuring_begin_allocations(void);

/// Ends that, and says how often it was; -1 where another library of the system's makes memory.
int64_t measuring_end_allocations(void);

#endif
