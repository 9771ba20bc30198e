/*
 * What the two halves of the benchmark share: the clock, running a program, a bare pass of libyaml.
 */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

/* Milliseconds of a clock that only goes forward. */
double now(void);
/* Runs a program with its standard output thrown away. Returns milliseconds; *peak (may be NULL) gets its peak memory in kB. Ends the benchmark when it fails. */
double run(char *const *arguments, long *peak);
/* Milliseconds for reading all of libyaml's events from a file. */
double yaml_pass(const char *path);
/* The middle one of some times, which are sorted. */
double median(double *times, int count);

/* many.c: thousands of answers files in one run, and files with thousands of records, made from an example in a folder that is left empty. */
void bench_many(char *program, const char *example, const char *folder);
void bench_records(char *program, const char *example, const char *folder);

#endif
