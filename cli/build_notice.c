#include "cli/build_notice.h"

#include "base/file.h"
#include "base/text.h"

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

static bool write_file(const struct build_wishes *wishes, const char *path, const struct buf *bytes, struct build_result *result)
{
	enum file_change change = file_update(path, bytes->s, bytes->len, &result->diags);
	if (change == FILE_CHANGE_FAILED)
		return false;
	bool written = change == FILE_CHANGE_WRITTEN;
	result->written += written;
	result->unchanged += !written;
	tell(wishes, result, path, written ? "written" : "unchanged");
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

static bool write_files(const struct build_wishes *wishes, const struct job *job, const struct document *document, struct build_result *result)
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

void build_notice(const struct build_wishes *wishes, const struct library *library, const struct job *job, struct build_result *result)
{
	*result = (struct build_result){.text = BUF_INIT, .diags = DIAGS_INIT};
	struct answers *answers = library ? answers_load(library->schema, job->path, &result->diags) : NULL;
	struct document *(*made_by)(const struct library *, const struct answers *, int, struct diags *) = wishes->in_short ? notice_compose_short : notice_compose;
	struct document *document = answers ? made_by(library, answers, wishes->today, &result->diags) : NULL;
	bool done = document && (wishes->to_stdout ? write_text(wishes, document, result) : write_files(wishes, job, document, result));
	result->outcome = !done ? BUILD_FAILED : document->draft ? BUILD_DRAFT : BUILD_FINISHED;
	document_free(document);
	answers_free(answers);
	diags_sort(&result->diags);
}

void build_result_release(struct build_result *result)
{
	buf_release(&result->text);
	diags_release(&result->diags);
}
