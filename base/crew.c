#include "base/crew.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct crew {
	const struct crew_task *task;
	pthread_mutex_t lock; /* of all that follows, and of finish */
	size_t next;          /* the first item that nobody has taken */
	size_t finished;      /* items before this one are finished */
	bool *worked;         /* one an item: work is done */
};

static bool take(struct crew *crew, size_t *item)
{
	pthread_mutex_lock(&crew->lock);
	*item = crew->next;
	bool taken = *item < crew->task->count;
	crew->next += taken;
	pthread_mutex_unlock(&crew->lock);
	return taken;
}

static void hand_in(struct crew *crew, size_t item)
{
	const struct crew_task *task = crew->task;
	pthread_mutex_lock(&crew->lock);
	crew->worked[item] = true;
	for (; crew->finished < task->count && crew->worked[crew->finished]; crew->finished++)
		task->finish(task->context, crew->finished);
	pthread_mutex_unlock(&crew->lock);
}

static void *work(void *shared)
{
	struct crew *crew = shared;
	for (size_t item; take(crew, &item);) {
		crew->task->work(crew->task->context, item);
		hand_in(crew, item);
	}
	return NULL;
}

void crew_run(const struct crew_task *task, size_t workers)
{
	struct crew crew = {.task = task, .lock = PTHREAD_MUTEX_INITIALIZER, .worked = xcalloc(task->count, sizeof *crew.worked)};
	pthread_t threads[CREW_LIMIT];
	size_t started = 0;
	while (started + 1 < workers && started + 1 < task->count && pthread_create(&threads[started], NULL, work, &crew) == 0)
		started++;
	work(&crew);
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	pthread_mutex_destroy(&crew.lock);
	free(crew.worked);
}
