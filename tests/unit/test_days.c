/* A document knows on which days the same answers give it: held against documents of those days, around each day on which a law of the library begins or ends. Runs from the top folder. */
#include "cli/builtin.h"
#include "outputs/notice.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { DAYS_LIMIT = 100 };

struct days_seen {
	int items[DAYS_LIMIT];
	size_t count;
};

static void add_date(struct days_seen *days, const struct value *date)
{
	if (!date || !value_is_given(date) || date->kind != TYPE_DATE)
		return;
	assert_true(days->count + 3 <= DAYS_LIMIT);
	for (int day = (int)date->number - 1; day <= date->number + 1; day++) /* may be no day of the calendar: it is only compared */
		days->items[days->count++] = day;
}

/* Every date that an entry of a vocabulary holds, with its neighbours. */
static struct days_seen days_of_library(void)
{
	struct days_seen days = {{19000101, 20261122, 29991231}, 3};
	const struct vocabularies *vocabularies = &builtin_library.schema->vocabularies;
	for (size_t v = 0; v < vocabularies->count; v++) {
		const struct vocabulary *vocabulary = vocabularies->items[v];
		for (size_t t = 0; t < vocabulary->term_count; t++)
			for (size_t a = 0; a < vocabulary->attribute_count; a++)
				add_date(&days, &vocabulary->terms[t].attributes[a]);
	}
	return days;
}

struct shown {
	int first, last;
	struct buf bytes;
};

static struct shown show(const struct answers *answers, int day)
{
	struct diags diags = DIAGS_INIT;
	struct shown shown = {.bytes = BUF_INIT};
	struct document *document = notice_compose(&builtin_library, answers, day, &diags);
	assert_non_null(document);
	shown.first = document->first_day;
	shown.last = document->last_day;
	notice_write(&shown.bytes, document, NOTICE_JSON); /* with all origins */
	document_free(document);
	diags_release(&diags);
	return shown;
}

/* Returns how many pairs of days gave different documents. */
static int check_answers(const char *path, const struct days_seen *days)
{
	struct diags diags = DIAGS_INIT;
	struct answers *answers = answers_load(builtin_library.schema, path, &diags);
	assert_non_null(answers);
	struct shown shown[DAYS_LIMIT];
	int different = 0;
	for (size_t i = 0; i < days->count; i++) {
		shown[i] = show(answers, days->items[i]);
		assert_in_range(days->items[i], shown[i].first, shown[i].last);
	}
	for (size_t i = 0; i < days->count; i++) {
		for (size_t k = 0; k < days->count; k++) {
			bool same = strcmp(shown[i].bytes.s, shown[k].bytes.s) == 0;
			different += !same;
			if (days->items[k] >= shown[i].first && days->items[k] <= shown[i].last && !same)
				fail_msg("%s: of %d, but not the same on %d", path, days->items[i], days->items[k]);
		}
	}
	for (size_t i = 0; i < days->count; i++)
		buf_release(&shown[i].bytes);
	answers_free(answers);
	diags_release(&diags);
	return different;
}

static void test_days(void **state)
{
	(void)state;
	struct days_seen days = days_of_library();
	glob_t examples;
	int different = 0;
	assert_true(days.count > 3); /* the library has such laws */
	assert_int_equal(glob("tests/examples/*.yaml", 0, NULL, &examples), 0);
	for (size_t i = 0; i < examples.gl_pathc; i++)
		different += check_answers(examples.gl_pathv[i], &days);
	globfree(&examples);
	assert_true(different > 0); /* else no example depends on the day, and nothing was shown */
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_days)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
