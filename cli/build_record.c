#include "cli/build_record.h"

#include "base/cache.h"
#include "base/file.h"
#include "cli/identity.h"
#include "cli/version.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { RECORD_LIMIT = 32 << 10, OUTPUT_LIMIT = 256 << 20 }; /* bytes; what is larger was not built from the same */

/* ---- lines ---- */

static void add_path(struct buf *text, const char *what, const char *path)
{
	buf_addf(text, "%s %zu:%s\n", what, strlen(path), path); /* the length, since a path may hold a line feed */
}

static void add_digest(struct buf *text, const char *what, const void *bytes, size_t size)
{
	char digest[DIGEST_SIZE];
	digest_write(digest_of(bytes, size), digest);
	buf_addf(text, "%s %s\n", what, digest);
}

static void add_beginning(struct buf *text, const struct build_record *record, int first_day, int last_day)
{
	buf_addf(text, "days %d %d\n", first_day, last_day);
	buf_add(text, record->inputs.s, record->inputs.len);
}

static void add_end(struct buf *text)
{
	add_digest(text, "end", text->s, text->len);
}

/* ---- what all share ---- */

/* Must be freed. NULL: it cannot be told. */
static char *line_of_program(void)
{
	struct digest identity;
	char text[DIGEST_SIZE];
	struct buf line = BUF_INIT;
	if (!identity_of_program(&identity))
		return NULL;
	digest_write(identity, text);
	buf_addf(&line, "program " NOTICESMITH_VERSION " %s\n", text);
	return buf_detach(&line);
}

/* Must be freed. NULL: it is gone. */
static char *working_folder(void)
{
	for (size_t size = 256;; size *= 2) {
		char *path = xmalloc(size);
		if (getcwd(path, size))
			return path;
		free(path);
		if (errno != ERANGE)
			return NULL;
	}
}

static char *lines_of_place(const bool formats[NOTICE_FORMAT_COUNT], bool in_short)
{
	char *folder = working_folder();
	if (!folder)
		return NULL;
	struct buf lines = BUF_INIT;
	add_path(&lines, "in", folder);
	buf_adds(&lines, "as");
	for (enum notice_format format = 0; format < NOTICE_FORMAT_COUNT; format++)
		if (formats[format])
			buf_addf(&lines, " %s", notice_format_name(format));
	buf_adds(&lines, in_short ? " short\n" : "\n");
	free(folder);
	return buf_detach(&lines);
}

void build_records_init(struct build_records *records, const bool formats[NOTICE_FORMAT_COUNT], bool in_short, int today)
{
	*records = (struct build_records){.folder = cache_folder("built"), .program = line_of_program(), .place = lines_of_place(formats, in_short), .today = today};
	if (!records->folder || !records->program || !records->place)
		build_records_release(records);
}

void build_records_release(struct build_records *records)
{
	free(records->folder);
	free(records->program);
	free(records->place);
	*records = (struct build_records){0};
}

/* ---- one of them ---- */

void build_record_init(struct build_record *record, const struct build_records *records, const char *library, const struct job *job, const char *answers, size_t size)
{
	*record = (struct build_record){.records = library && records->folder ? records : NULL, .kept = BUF_INIT, .inputs = BUF_INIT, .outputs = BUF_INIT};
	if (!record->records)
		return;
	buf_adds(&record->inputs, records->program);
	size_t place = record->inputs.len;
	buf_adds(&record->inputs, records->place);
	add_path(&record->inputs, "from", job->path);
	add_path(&record->inputs, "into", job->target);
	digest_write(digest_of(record->inputs.s + place, record->inputs.len - place), record->name);
	buf_addf(&record->inputs, "library %s\n", library);
	add_digest(&record->inputs, "answers", answers, size);
	cache_read(records->folder, record->name, RECORD_LIMIT, &record->kept);
}

void build_record_release(struct build_record *record)
{
	buf_release(&record->kept);
	buf_release(&record->inputs);
	buf_release(&record->outputs);
}

/* Takes the days on its word: the line at the end says whether they are as they were written. */
static bool add_kept_beginning(struct buf *text, const struct build_record *record)
{
	int first, last, today = record->records->today;
	if (sscanf(record->kept.s, "days %9d %9d\n", &first, &last) != 2 || today < first || last < today)
		return false;
	add_beginning(text, record, first, last);
	return record->kept.len > text->len && memcmp(record->kept.s, text->s, text->len) == 0;
}

static bool add_file(struct buf *text, enum notice_format format, const char *path)
{
	struct diags unsaid = DIAGS_INIT;
	size_t size;
	char *bytes = file_read(path, OUTPUT_LIMIT, &size, &unsaid);
	if (bytes)
		add_digest(text, notice_format_name(format), bytes, size);
	free(bytes);
	diags_release(&unsaid);
	return bytes;
}

bool build_record_is_true(const struct build_record *record, const struct job *job, const bool formats[NOTICE_FORMAT_COUNT], bool in_short)
{
	struct buf text = BUF_INIT, path = BUF_INIT;
	bool same = record->kept.len && add_kept_beginning(&text, record);
	for (enum notice_format format = 0; format < NOTICE_FORMAT_COUNT && same; format++) {
		if (!formats[format])
			continue;
		job_output(job, notice_format_ending(format, in_short, false), &path);
		same = add_file(&text, format, path.s);
	}
	add_end(&text);
	same = same && text.len == record->kept.len && memcmp(text.s, record->kept.s, text.len) == 0;
	buf_release(&text);
	buf_release(&path);
	return same;
}

void build_record_add(struct build_record *record, enum notice_format format, const char *bytes, size_t size)
{
	if (record->records)
		add_digest(&record->outputs, notice_format_name(format), bytes, size);
}

void build_record_keep(const struct build_record *record, int first_day, int last_day)
{
	if (!record->records)
		return;
	struct buf text = BUF_INIT;
	add_beginning(&text, record, first_day, last_day);
	buf_add(&text, record->outputs.s, record->outputs.len);
	add_end(&text);
	if (text.len != record->kept.len || memcmp(text.s, record->kept.s, text.len) != 0)
		cache_write(record->records->folder, record->name, text.s, text.len);
	buf_release(&text);
}
