/*
 * The commands of the program: one table, from which the parser, the help and "did you mean" all read.
 */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

/* Runs what the arguments of main ask for. Returns the exit status; whatever it printed is still in stdout's buffer. */
int commands_run(int argc, char **argv);

#endif
