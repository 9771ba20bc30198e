#include "cli/build.h"

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/builtin.h"
#include "cli/cli_diags.h"
#include "cli/day.h"
#include "cli/jobs.h"
#include "cli/library_load.h"
#include "outputs/notice.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { STATUS_CLEAN, STATUS_FINDINGS, STATUS_FAILED };

/* One run of the command. */
struct build {
	struct arena arena;
	struct diags diags;           /* of all files, in the order they were built */
	const struct library *base;
	bool formats[NOTICE_FORMAT_COUNT];
	int today;
	const char *output;           /* folder for outputs; NULL: that of each answers file */
	bool to_stdout, json, quiet;
	const char *overlay;          /* folder of the library; NULL: `library/` beside each answers file, if there is one */
	const char *laid;             /* the overlay that was read last, and what came of it: files of one folder share it */
	const struct library *overlaid;
	int status;
};

static void worsen(struct build *build, int status)
{
	if (build->status < status)
		build->status = status;
}

/* Options. */

static const char *format_name(const void *context, size_t i)
{
	(void)context;
	return i < NOTICE_FORMAT_COUNT ? notice_format_name((enum notice_format)i) : NULL;
}

static bool read_formats(struct build *build, const struct command_line *line)
{
	const char *text = line->values[OPTION_FORMAT];
	if (!text)
		text = build->to_stdout ? "md" : "md,html";
	int count = 0;
	for (const char *name = text;; name++) {
		size_t size = strcspn(name, ",");
		const char *word = arena_strndup(&build->arena, name, size);
		enum notice_format format = notice_format_find(word);
		if (format == NOTICE_FORMAT_COUNT) {
			const char *near = text_nearest(word, format_name, NULL);
			usage_error(line->command, near ? "unknown format '%s'; did you mean '%s'?" : "unknown format '%s'; there are md and html", word, near);
			return false;
		}
		count += !build->formats[format];
		build->formats[format] = true;
		name += size;
		if (!*name)
			break;
	}
	if (build->to_stdout && count > 1) {
		usage_error(line->command, "'-o -' takes one format");
		return false;
	}
	return true;
}

static bool read_today(struct build *build, const struct command_line *line)
{
	const char *text = line->values[OPTION_TODAY];
	if (!text) {
		build->today = day_today();
		return true;
	}
	struct value value = {0};
	const char *wrong = type_read(&(struct type){.kind = TYPE_DATE}, text, &value, &build->arena);
	if (wrong) {
		usage_error(line->command, "--today: '%s' is no date: %s", text, wrong);
		return false;
	}
	build->today = (int)value.number;
	return true;
}

static bool read_options(struct build *build, const struct command_line *line)
{
	const char *output = line->values[OPTION_OUTPUT];
	build->to_stdout = output && strcmp(output, "-") == 0;
	build->output = build->to_stdout ? NULL : output;
	build->overlay = line->values[OPTION_LIBRARY];
	build->json = line->values[OPTION_JSON];
	build->quiet = line->values[OPTION_QUIET] || build->json || build->to_stdout;
	const char *wrong = NULL;
	if (!line->operand_count)
		wrong = "no answers file given";
	else if (output && !*output)
		wrong = "the folder after -o is empty";
	else if (build->to_stdout && line->operand_count > 1)
		wrong = "'-o -' takes one answers file";
	else if (build->to_stdout && build->json)
		wrong = "'-o -' and '--json' both want standard output";
	if (wrong) {
		usage_error(line->command, "%s", wrong);
		return false;
	}
	return read_formats(build, line) && read_today(build, line);
}

/* The library. */

static bool choose_base(struct build *build, const struct command_line *line)
{
	const char *folder = line->values[OPTION_BASE_LIBRARY];
	build->base = folder ? library_load(&build->arena, folder, "en", &build->diags) : &builtin_library;
	return build->base;
}

/* The library for one answers file; NULL when its overlay has mistakes, which are reported once. */
static const struct library *library_for(struct build *build, const struct job *job)
{
	const char *dir = build->overlay;
	if (!dir) {
		dir = arena_printf(&build->arena, "%slibrary", job->folder);
		if (!file_is_folder(dir))
			return build->base;
	}
	if (!build->laid || strcmp(build->laid, dir) != 0) {
		build->laid = dir;
		build->overlaid = library_load_overlay(&build->arena, build->base, dir, &build->diags);
	}
	return build->overlaid;
}

/* Outputs. */

static void report(const struct build *build, const char *path, const char *what)
{
	struct buf line = BUF_INIT;
	if (!build->quiet) {
		text_add_visible(&line, path);
		printf("%s: %s\n", line.s, what);
	}
	buf_release(&line);
}

/* A folder named with -o is made when it is not there yet; only its last part. */
static bool make_folder(struct build *build)
{
	if (!build->output || file_is_folder(build->output))
		return true;
	if (mkdir(build->output, 0777) == 0) {
		report(build, build->output, "made");
		return true;
	}
	const char *reason = errno == EEXIST ? "there is a file of that name" : errno == ENOENT ? "the folder around it does not exist" : strerror(errno);
	diag_add(&build->diags, &cli_diags[C_OUTPUT_FOLDER], (struct pos){NULL, 0, 0}, build->output, reason, NULL);
	return false;
}

static bool write_file(struct build *build, const struct job *job, bool draft, const char *extension, const struct buf *bytes)
{
	const char *path = job_output(job, &build->arena, draft, extension);
	enum file_change change = file_update(path, bytes->s, bytes->len, &build->diags);
	if (change == FILE_CHANGE_FAILED)
		return false;
	report(build, path, change == FILE_CHANGE_WRITTEN ? "written" : "unchanged");
	return true;
}

/* A finished notice makes its drafts worthless, in every format. */
static bool remove_drafts(struct build *build, const struct job *job)
{
	for (size_t i = 0; i < NOTICE_FORMAT_COUNT; i++) {
		const char *path = job_output(job, &build->arena, true, notice_format_name((enum notice_format)i));
		if (!file_exists(path))
			continue;
		if (!file_remove(path, &build->diags))
			return false;
		report(build, path, "removed");
	}
	return true;
}

static bool write_outputs(struct build *build, const struct job *job, const struct document *document)
{
	struct buf bytes = BUF_INIT;
	bool done = build->to_stdout || make_folder(build);
	for (size_t i = 0; i < NOTICE_FORMAT_COUNT && done; i++) {
		if (!build->formats[i])
			continue;
		buf_clear(&bytes);
		notice_write(&bytes, document, (enum notice_format)i);
		if (build->to_stdout)
			fwrite(bytes.s, 1, bytes.len, stdout); /* main looks for errors when it closes it */
		else
			done = write_file(build, job, document->draft, notice_format_name((enum notice_format)i), &bytes);
	}
	if (done && !document->draft && !build->to_stdout)
		done = remove_drafts(build, job);
	buf_release(&bytes);
	return done;
}

static void build_notice(struct build *build, const struct job *job)
{
	size_t before = diags_count(&build->diags, SEVERITY_ERROR);
	const struct library *library = library_for(build, job);
	struct answers *answers = library ? answers_load(library->schema, job->path, &build->diags) : NULL;
	struct document *document = answers ? notice_compose(library, answers, build->today, &build->diags) : NULL;
	if (!document || !write_outputs(build, job, document))
		worsen(build, STATUS_FAILED);
	else if (document->draft || diags_count(&build->diags, SEVERITY_ERROR) > before)
		worsen(build, STATUS_FINDINGS);
	document_free(document);
	answers_free(answers);
}

static void print_findings(struct build *build)
{
	diags_sort(&build->diags);
	if (build->json) {
		struct buf json = BUF_INIT;
		json_add_diags(&json, &build->diags);
		fwrite(json.s, 1, json.len, stdout);
		buf_release(&json);
	} else {
		diags_print(&build->diags, stderr);
	}
}

int build_run(const struct command_line *line)
{
	struct build build = {.arena = ARENA_INIT, .diags = DIAGS_INIT};
	struct jobs jobs;
	if (!read_options(&build, line)) {
		build.status = STATUS_FAILED;
	} else if (!choose_base(&build, line) || !jobs_plan(&jobs, &build.arena, line->operands, line->operand_count, build.output, &build.diags)) {
		build.status = STATUS_FAILED;
		print_findings(&build);
	} else {
		for (size_t i = 0; i < jobs.count; i++)
			build_notice(&build, &jobs.items[i]);
		print_findings(&build);
	}
	diags_release(&build.diags);
	arena_release(&build.arena);
	return build.status;
}
