/*
 * Crews: the same work for many items on several threads, with results taken in the order of the items.
 *
 * Whatever the number of workers, finish is called once for each item, in order and never twice at a time: what it prints is the same for any number.
 */
#ifndef BASE_CREW_H
#define BASE_CREW_H

#include <stddef.h>

struct crew_task {
	void (*work)(void *context, size_t item);   /* on any thread, several at a time */
	void (*finish)(void *context, size_t item); /* on any thread, one at a time, as soon as this item and all before it have been worked on */
	void *context;
	size_t count;                               /* items are 0 to count - 1 */
};

#define CREW_LIMIT 256 /* workers */

/*
 * Returns when all items are finished. The calling thread is one of the workers, so one worker means no thread at all. When the system gives fewer threads than asked for,
 * those it gave do the work. workers: 1 to CREW_LIMIT.
 */
void crew_run(const struct crew_task *task, size_t workers);

#endif
