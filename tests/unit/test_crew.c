/* Crews: every item is worked on once and finished in order, whatever the number of workers. */
#include "base/crew.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { ITEMS = 500 };

struct tally {
	size_t squares[ITEMS]; /* written by work, each item its own */
	int times[ITEMS];
	size_t finished[ITEMS], finished_count;
};

static void work(void *context, size_t item)
{
	struct tally *tally = context;
	size_t sum = 0;
	for (size_t i = 0; i < item * (item % 7); i++) /* some take longer than those behind them */
		sum += i % 2;
	tally->squares[item] = item * item + (sum > item * 7);
	tally->times[item]++;
}

static void finish(void *context, size_t item)
{
	struct tally *tally = context;
	tally->squares[item] += 1; /* what work wrote can be seen here */
	tally->finished[tally->finished_count++] = item;
}

static void test_order(void **state)
{
	(void)state;
	static const size_t workers[] = {1, 2, 3, 16, CREW_LIMIT};
	static const size_t counts[] = {0, 1, 2, ITEMS};
	for (size_t w = 0; w < sizeof workers / sizeof *workers; w++) {
		for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
			static struct tally tally;
			memset(&tally, 0, sizeof tally);
			crew_run(&(struct crew_task){work, finish, &tally, counts[c]}, workers[w]);
			assert_int_equal(tally.finished_count, counts[c]);
			for (size_t i = 0; i < counts[c]; i++) {
				assert_int_equal(tally.finished[i], i);
				assert_int_equal(tally.times[i], 1);
				assert_in_range(tally.squares[i], i * i + 1, i * i + 2);
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_order)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
