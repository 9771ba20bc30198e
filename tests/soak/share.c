#include "tests/soak/share.h"

#include <unistd.h>

/* Each worker has an area: the seed, the tally, a number for each branch. Written and read at places, since all share one offset. */
static off_t area_of(size_t worker, const struct coverage *coverage)
{
	return (off_t)(worker * (sizeof(struct tally) + coverage->count * sizeof(uint64_t)));
}

/* The seeds come first, then the areas. */
enum { SEEDS = WORKER_LIMIT * sizeof(uint64_t) };

static bool put(FILE *share, const void *bytes, size_t size, off_t at)
{
	return pwrite(fileno(share), bytes, size, at) == (ssize_t)size;
}

static bool get(FILE *share, void *bytes, size_t size, off_t at)
{
	return pread(fileno(share), bytes, size, at) == (ssize_t)size;
}

bool share_seed(FILE *share, size_t worker, uint64_t seed)
{
	return put(share, &seed, sizeof seed, (off_t)(worker * sizeof seed));
}

uint64_t share_seed_of(FILE *share, size_t worker)
{
	uint64_t seed = 0;
	return get(share, &seed, sizeof seed, (off_t)(worker * sizeof seed)) ? seed : 0;
}

bool share_tally(FILE *share, size_t worker, const struct tally *tally, const struct coverage *coverage)
{
	off_t at = SEEDS + area_of(worker, coverage);
	bool written = put(share, tally, sizeof *tally, at);
	at += (off_t)sizeof *tally;
	for (size_t i = 0; i < coverage->count && written; i++, at += (off_t)sizeof(uint64_t)) {
		const uint64_t printed = coverage->branches[i].printed;
		written = put(share, &printed, sizeof printed, at);
	}
	return written;
}

bool share_collect(FILE *share, size_t worker, struct tally *tally, struct coverage *coverage)
{
	struct tally theirs;
	off_t at = SEEDS + area_of(worker, coverage);
	bool found = get(share, &theirs, sizeof theirs, at);
	if (found) {
		tally->companies += theirs.companies;
		tally->finished += theirs.finished;
		tally->violations += theirs.violations;
	}
	at += (off_t)sizeof theirs;
	for (size_t i = 0; i < coverage->count && found; i++, at += (off_t)sizeof(uint64_t)) {
		uint64_t printed = 0;
		found = get(share, &printed, sizeof printed, at);
		coverage->branches[i].printed += printed;
	}
	return found;
}
