/*
 * A folder for tests of saving, which must be left as it was, and what they do in it. To be included behind cmocka.h.
 */
#ifndef TESTS_UNIT_SAVE_FOLDER_H
#define TESTS_UNIT_SAVE_FOLDER_H

#include "base/buf.h"
#include "base/file.h"
#include "base/save.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static inline int enter_folder(void **state)
{
	char folder[] = "/tmp/noticesmith-test-save-XXXXXX";
	if (!mkdtemp(folder) || chmod(folder, 0777) != 0 || chdir(folder) != 0)
		return -1;
	*state = strdup(folder);
	return *state ? 0 : -1;
}

/* Fails when a test left something behind. */
static inline int leave_folder(void **state)
{
	int result = chdir("/") == 0 && rmdir(*state) == 0 ? 0 : -1;
	free(*state);
	return result;
}

static inline void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static inline bool holds(const char *path, const char *expected)
{
	struct diags diags = DIAGS_INIT;
	size_t size = 0;
	char *text = file_read(path, FILE_LIMIT, &size, &diags);
	bool same = text && size == strlen(expected) && memcmp(text, expected, size) == 0;
	free(text);
	diags_release(&diags);
	return same;
}

static inline int count_files(void)
{
	DIR *stream = opendir(".");
	assert_non_null(stream);
	int count = -2; /* "." and ".." */
	while (readdir(stream))
		count++;
	closedir(stream);
	return count;
}

/* The one finding, forgotten afterwards. */
static inline bool is_finding(struct diags *diags, const char *id, const char *word)
{
	bool right = diags->count == 1 && strcmp(diags->items[0].kind->id, id) == 0 && strstr(diags->items[0].message, word);
	if (!right)
		diags_print(diags, stderr);
	diags_release(diags);
	return right;
}

static inline struct save *open_clean(const char *path, const char *expected)
{
	struct diags diags = DIAGS_INIT;
	struct save *save = save_open(path, true, &diags);
	if (!save)
		diags_print(&diags, stderr);
	assert_non_null(save);
	assert_int_equal(diags.count, 0);
	size_t size;
	assert_string_equal(save_bytes(save, &size), expected);
	assert_int_equal(size, strlen(expected));
	diags_release(&diags);
	return save;
}

static inline void write_clean(struct save *save, const char *text)
{
	struct diags diags = DIAGS_INIT;
	if (!save_write(save, text, strlen(text), &diags))
		diags_print(&diags, stderr);
	assert_int_equal(diags.count, 0);
	size_t size;
	assert_string_equal(save_bytes(save, &size), text);
	diags_release(&diags);
}

static inline void close_clean(struct save *save)
{
	struct diags diags = DIAGS_INIT;
	assert_true(save_close(save, &diags));
	assert_int_equal(diags.count, 0);
	diags_release(&diags);
}

static inline void check_not_opened(const char *path, bool create, const char *id, const char *word)
{
	struct diags diags = DIAGS_INIT;
	assert_null(save_open(path, create, &diags));
	assert_true(is_finding(&diags, id, word));
}

static inline void check_not_written(struct save *save, const char *text, const char *id)
{
	struct diags diags = DIAGS_INIT;
	assert_false(save_write(save, text, strlen(text), &diags));
	assert_true(is_finding(&diags, id, "a.yaml"));
}

static inline double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static inline void pause_for(long microseconds)
{
	nanosleep(&(struct timespec){microseconds / 1000000, microseconds % 1000000 * 1000}, NULL);
}

/* Seconds until the file is gone; fails after ten. */
static inline double wait_until_gone(const char *path)
{
	double start = now();
	while (file_exists(path)) {
		assert_true(now() - start < 10);
		pause_for(2000);
	}
	return now() - start;
}

#endif
