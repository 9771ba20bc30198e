/*
 * What the parts of the benchmark share: the clock, running a program, a bare pass of libyaml.
 */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

/* What a run took. */
struct cost {
	double wall, processor; /* milliseconds */
	long peak;              /* of memory, kB */
};

/* Runs a program with its standard output thrown away. Ends the benchmark when it fails. */
struct cost run(char *const *arguments);
/* Reads all of libyaml's events from a file. */
struct cost yaml_pass(const char *path);
void copy_file(const char *from, const char *to); /* ends the benchmark when it fails */
/* Takes away what builds left behind for the next (cli/build_record.h). */
void forget_builds(const char *folder);
/* The middle one of some times, which are sorted. */
double median(double *times, int count);

/* many.c: thousands of answers files in one run, and files with thousands of records, made from an example in a folder that is left empty. */
void bench_many(char *program, const char *example, const char *folder);
void bench_records(char *program, const char *example, const char *folder);
/* changes.c: one change, and a thousand at once, of an answers file with thousands of records; made from an example in a folder that is left as it was. */
void bench_changes(char *program, const char *example, const char *folder);
/* keys.c: what keys of the wizard cost, with the notice of `example`, and with thousands of records made from `small`. */
void bench_keys(const char *example, const char *small, const char *folder);
/* start.c: the wizard's first screen against that of dialog(1), on a terminal of its own. */
void bench_start(char *program, const char *example, const char *folder);
/* spelling.c: proofreading a notice in American English, and a thousand of them. */
void bench_spelling(char *program, char *example, char *folder);

#endif
