#ifndef C_ARGUMENTS_H
#define C_ARGUMENTS_H

/* The arguments of the process, the program's name first, and how many there are; 0 where the C library does not hand them
   over before main. */
int arguments_count(void);
const char *const *arguments_values(void);

#endif
