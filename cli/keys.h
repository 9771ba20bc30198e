/*
 * `help keys`: what the keys of the wizard do, with what the user's configuration changes.
 */
#ifndef CLI_KEYS_H
#define CLI_KEYS_H

/* Prints them. What is wrong in the configuration goes to standard error, and the rest of it counts. Returns the exit status, 0. */
int keys_print(void);

#endif
