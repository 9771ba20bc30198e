#include "cli/build_notice.h"

#include "base/file.h"
#include "base/text.h"

#include <stdlib.h>

enum { OUTPUT_SIZE = 64 << 10 }; /* bytes: most outputs are shorter, and then their buffer never grows */

/* A line about an output. */
static void tell(const struct build_wishes *wishes, struct build_result *result, const char *path, const char *what)
{
	if (wishes->quiet)
		return;
	text_add_visible(&result->text, path);
	buf_adds(&result->text, ": ");
	buf_adds(&result->text, what);
	buf_addc(&result->text, '\n');
}

static void count_file(const struct build_wishes *wishes, const char *path, bool written, struct build_result *result)
{
	result->written += written;
	result->unchanged += !written;
	tell(wishes, result, path, written ? "written" : "unchanged");
}

static bool write_file(const struct build_wishes *wishes, const char *path, const struct buf *bytes, struct build_result *result)
{
	enum file_change change = file_update(path, bytes->s, bytes->len, &result->diags);
	if (change == FILE_CHANGE_FAILED)
		return false;
	count_file(wishes, path, change == FILE_CHANGE_WRITTEN, result);
	return true;
}

/* A finished notice makes its drafts worthless, in every format. */
static bool remove_drafts(const struct build_wishes *wishes, const struct job *job, struct buf *path, struct build_result *result)
{
	for (enum notice_format format = 0; format < NOTICE_FORMAT_COUNT; format++) {
		job_output(job, notice_format_ending(format, wishes->in_short, true), path);
		if (!file_exists(path->s))
			continue;
		if (!file_remove(path->s, &result->diags))
			return false;
		result->removed++;
		tell(wishes, result, path->s, "removed");
	}
	return true;
}

/* What a build record says is as it was. */
static bool leave_files(const struct build_wishes *wishes, const struct job *job, struct build_result *result)
{
	struct buf path = BUF_INIT;
	for (enum notice_format format = 0; format < NOTICE_FORMAT_COUNT; format++) {
		if (!wishes->formats[format])
			continue;
		job_output(job, notice_format_ending(format, wishes->in_short, false), &path);
		count_file(wishes, path.s, false, result);
	}
	bool done = remove_drafts(wishes, job, &path, result);
	buf_release(&path);
	return done;
}

static bool write_files(const struct build_wishes *wishes, const struct job *job, const struct document *document, struct build_record *record, struct build_result *result)
{
	struct buf bytes = BUF_INIT, path = BUF_INIT;
	bool done = true;
	buf_reserve(&bytes, OUTPUT_SIZE);
	for (enum notice_format format = 0; format < NOTICE_FORMAT_COUNT && done; format++) {
		if (!wishes->formats[format])
			continue;
		buf_clear(&bytes);
		notice_write(&bytes, document, format);
		job_output(job, notice_format_ending(format, wishes->in_short, document->draft), &path);
		done = write_file(wishes, path.s, &bytes, result);
		build_record_add(record, format, bytes.s, bytes.len);
	}
	if (done && !document->draft)
		done = remove_drafts(wishes, job, &path, result);
	buf_release(&bytes);
	buf_release(&path);
	return done;
}

static bool write_text(const struct build_wishes *wishes, const struct document *document, struct build_result *result)
{
	for (enum notice_format format = 0; format < NOTICE_FORMAT_COUNT; format++)
		if (wishes->formats[format])
			notice_write(&result->text, document, format);
	return true;
}

/* Composes and writes it. */
static enum build_outcome compose_notice(const struct build_wishes *wishes, const struct library *library, const struct job *job, const struct answers *answers, struct build_record *record, struct build_result *result)
{
	struct document *(*made_by)(const struct library *, const struct answers *, int, struct diags *) = wishes->in_short ? notice_compose_short : notice_compose;
	struct document *document = made_by(library, answers, wishes->today, &result->diags);
	bool done = document && (wishes->to_stdout ? write_text(wishes, document, result) : write_files(wishes, job, document, record, result));
	enum build_outcome outcome = !done ? BUILD_FAILED : document->draft ? BUILD_DRAFT : BUILD_FINISHED;
	if (outcome == BUILD_FINISHED && !result->diags.count)
		build_record_keep(record, document->first_day, document->last_day);
	document_free(document);
	return outcome;
}

/* The same for the bytes of an answers file. */
static enum build_outcome build_from(const struct build_wishes *wishes, const struct build_library *library, const struct job *job, const char *bytes, size_t size, struct build_result *result)
{
	enum build_outcome outcome = BUILD_FAILED;
	struct build_record record;
	build_record_init(&record, &wishes->records, library->name, job, bytes, size);
	if (!wishes->fresh && build_record_is_true(&record, job, wishes->formats, wishes->in_short)) {
		if (leave_files(wishes, job, result))
			outcome = BUILD_FINISHED;
	} else {
		struct answers *answers = answers_read(library->library->schema, job->path, bytes, size, &result->diags);
		if (answers)
			outcome = compose_notice(wishes, library->library, job, answers, &record, result);
		answers_free(answers);
	}
	build_record_release(&record);
	return outcome;
}

void build_notice(const struct build_wishes *wishes, const struct build_library *library, const struct job *job, struct build_result *result)
{
	size_t size;
	*result = (struct build_result){.text = BUF_INIT, .diags = DIAGS_INIT};
	char *bytes = library->library ? file_read(job->path, FILE_LIMIT, &size, &result->diags) : NULL;
	result->outcome = bytes ? build_from(wishes, library, job, bytes, size, result) : BUILD_FAILED;
	free(bytes);
	diags_sort(&result->diags);
}

void build_result_release(struct build_result *result)
{
	buf_release(&result->text);
	diags_release(&result->diags);
}
