#include "cli/build.h"

#include "base/crew.h"
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/build_notice.h"
#include "cli/choose.h"
#include "cli/cli_diags.h"
#include "cli/jobs.h"
#include "cli/overlay_load.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { STATUS_CLEAN, STATUS_FINDINGS, STATUS_FAILED };

/* One run of the command. */
struct build {
	struct arena arena;
	struct diags diags;           /* of the run as a whole: options, folders, libraries */
	const struct library *base;
	struct build_wishes wishes;
	const char *output;           /* folder for outputs; NULL: that of each answers file */
	bool json, quiet;
	size_t workers;
	struct jobs jobs;
	struct build_library *libraries; /* one a job */
	struct build_result *results;     /* one a job */
	size_t outcomes[BUILD_FAILED + 1];
	size_t json_findings;         /* written so far */
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
		text = build->wishes.to_stdout ? "md" : "md,html";
	int count = 0;
	for (const char *name = text;; name++) {
		size_t size = strcspn(name, ",");
		const char *word = arena_strndup(&build->arena, name, size);
		enum notice_format format = notice_format_find(word);
		if (format == NOTICE_FORMAT_COUNT) {
			const char *near = text_nearest(word, format_name, NULL);
			usage_error(line->command, near ? "unknown format '%s'; did you mean '%s'?" : "unknown format '%s'; there are md, html, fragment, txt and json", word, near);
			return false;
		}
		count += !build->wishes.formats[format];
		build->wishes.formats[format] = true;
		name += size;
		if (!*name)
			break;
	}
	if (build->wishes.to_stdout && count > 1) {
		usage_error(line->command, "'-o -' takes one format");
		return false;
	}
	return true;
}

static bool read_workers(struct build *build, const struct command_line *line)
{
	const char *text = line->values[OPTION_JOBS];
	struct value value = {.number = 1};
	if (text && (type_read(&(struct type){.kind = TYPE_NUMBER}, text, &value, &build->arena) || value.number < 1 || value.number > CREW_LIMIT)) {
		usage_error(line->command, "--jobs: '%s' is no number from 1 to %d", text, CREW_LIMIT);
		return false;
	}
	build->workers = (size_t)value.number;
	return true;
}

static bool read_options(struct build *build, const struct command_line *line)
{
	const char *output = line->values[OPTION_OUTPUT];
	build->wishes.to_stdout = output && strcmp(output, "-") == 0;
	build->output = build->wishes.to_stdout ? NULL : output;
	build->wishes.fresh = line->values[OPTION_FRESH];
	build->wishes.in_short = line->values[OPTION_SHORT];
	build->json = line->values[OPTION_JSON];
	build->quiet = line->values[OPTION_QUIET] || build->json || build->wishes.to_stdout;
	const char *wrong = NULL;
	if (!line->operand_count)
		wrong = "no answers file given";
	else if (output && !*output)
		wrong = "the folder after -o is empty";
	else if (build->wishes.to_stdout && line->operand_count > 1)
		wrong = "'-o -' takes one answers file";
	else if (build->wishes.to_stdout && build->json)
		wrong = "'-o -' and '--json' both want standard output";
	if (wrong) {
		usage_error(line->command, "%s", wrong);
		return false;
	}
	build->wishes.quiet = build->quiet || line->operand_count > 1;
	if (!read_formats(build, line))
		return false;
	build->wishes.today = choose_today(line, &build->arena);
	return build->wishes.today && read_workers(build, line);
}

/* The library. */

/* An overlay that was read, and what came of it: files of one folder share it. */
struct overlay {
	const char *dir;
	struct build_library library;
};

struct overlays {
	struct overlay *items;
	size_t count, capacity;
};

/* One made of source folders (--base-library) has no name: it is for tests. */
static struct build_library library_without_overlay(const struct build *build, const struct command_line *line)
{
	return (struct build_library){build->base, line->values[OPTION_BASE_LIBRARY] ? NULL : "built-in"};
}

static struct build_library load_overlay(struct build *build, const struct command_line *line, const char *dir)
{
	struct digest digest = {0, 0};
	char name[DIGEST_SIZE];
	const struct library *library = overlay_load_digested(&build->arena, build->base, dir, &digest, &build->diags);
	digest_write(digest, name);
	return (struct build_library){library, line->values[OPTION_BASE_LIBRARY] ? NULL : arena_strdup(&build->arena, name)};
}

static struct build_library overlay_in(struct build *build, const struct command_line *line, struct overlays *overlays, const char *dir)
{
	for (size_t i = overlays->count; i-- > 0;)
		if (strcmp(overlays->items[i].dir, dir) == 0)
			return overlays->items[i].library;
	overlays->items = arena_grow(&build->arena, overlays->items, overlays->count, &overlays->capacity, sizeof *overlays->items);
	struct build_library library = load_overlay(build, line, dir);
	overlays->items[overlays->count++] = (struct overlay){dir, library};
	return library;
}

/* Finds the library of each answers file before the first is built, since libraries are shared; mistakes in one are reported once. */
static void choose_libraries(struct build *build, const struct command_line *line)
{
	struct overlays overlays = {NULL, 0, 0};
	struct build_library library = {NULL, NULL};
	build->libraries = arena_calloc(&build->arena, build->jobs.count, sizeof *build->libraries);
	for (size_t i = 0; i < build->jobs.count; i++) {
		const char *folder = build->jobs.items[i].folder;
		if (i == 0 || (!line->values[OPTION_LIBRARY] && strcmp(build->jobs.items[i - 1].folder, folder) != 0)) {
			const char *dir = choose_overlay(line, folder, &build->arena);
			library = dir ? overlay_in(build, line, &overlays, dir) : library_without_overlay(build, line);
		}
		build->libraries[i] = library;
	}
}

/* What is said. */

/* A folder named with -o is made when it is not there yet; only its last part. */
static bool make_folder(struct build *build)
{
	if (!build->output || file_is_folder(build->output))
		return true;
	if (mkdir(build->output, 0777) == 0) {
		struct buf line = BUF_INIT;
		text_add_visible(&line, build->output);
		if (!build->quiet)
			printf("%s: made\n", line.s);
		buf_release(&line);
		return true;
	}
	const char *reason = errno == EEXIST ? "there is a file of that name" : errno == ENOENT ? "the folder around it does not exist" : strerror(errno);
	diag_add(&build->diags, &cli_diags[C_OUTPUT_FOLDER], (struct pos){NULL, 0, 0}, build->output, reason, NULL);
	return false;
}

/* As items of one array, which begins before the first and ends behind the last file. */
static void print_json(struct build *build, const struct diags *diags)
{
	struct buf json = BUF_INIT;
	for (size_t i = 0; i < diags->count; i++) {
		buf_adds(&json, build->json_findings++ ? ",\n" : "\n");
		json_add_diag(&json, &diags->items[i]);
	}
	fwrite(json.s, 1, json.len, stdout);
	buf_release(&json);
}

static void print_findings(struct build *build, const struct diags *diags)
{
	if (build->json) {
		print_json(build, diags);
	} else if (diags->count) {
		fflush(stdout); /* so that a terminal shows what was said before first; main looks for errors when it closes it */
		diags_print(diags, stderr);
	}
}

static void add_count(struct buf *line, size_t count, const char *one, const char *more)
{
	if (count)
		buf_addf(line, ", %zu %s", count, count == 1 ? one : more);
}

/* With several answers files: what came of one. */
static void print_outcome(const struct job *job, const struct build_result *result)
{
	static const char *const words[] = {[BUILD_FINISHED] = "finished", [BUILD_DRAFT] = "draft", [BUILD_FAILED] = "failed"};
	struct buf line = BUF_INIT;
	text_add_visible(&line, job->path);
	buf_addf(&line, ": %s", words[result->outcome]);
	add_count(&line, result->written, "file written", "files written");
	add_count(&line, result->unchanged, "unchanged", "unchanged");
	add_count(&line, result->removed, "draft removed", "drafts removed");
	puts(line.s);
	buf_release(&line);
}

static void print_summary(const struct build *build)
{
	struct buf line = BUF_INIT;
	buf_addf(&line, "%zu built: %zu finished", build->jobs.count, build->outcomes[BUILD_FINISHED]);
	add_count(&line, build->outcomes[BUILD_DRAFT], "draft", "drafts");
	add_count(&line, build->outcomes[BUILD_FAILED], "failed", "failed");
	puts(line.s);
	buf_release(&line);
}

/* The work. */

static void work(void *context, size_t i)
{
	struct build *build = context;
	build_notice(&build->wishes, &build->libraries[i], &build->jobs.items[i], &build->results[i]);
}

static void finish(void *context, size_t i)
{
	struct build *build = context;
	struct build_result *result = &build->results[i];
	build->outcomes[result->outcome]++;
	worsen(build, result->outcome == BUILD_FAILED ? STATUS_FAILED : result->outcome == BUILD_DRAFT ? STATUS_FINDINGS : STATUS_CLEAN);
	worsen(build, diags_status(&result->diags));
	fwrite(result->text.s, 1, result->text.len, stdout); /* main looks for errors when it closes it */
	if (build->jobs.count > 1 && !build->quiet)
		print_outcome(&build->jobs.items[i], result);
	print_findings(build, &result->diags);
	build_result_release(result);
}

static void build_all(struct build *build, const struct command_line *line)
{
	struct crew_task task = {.work = work, .finish = finish, .context = build, .count = build->jobs.count};
	build->results = arena_calloc(&build->arena, build->jobs.count, sizeof *build->results);
	choose_libraries(build, line);
	diags_sort(&build->diags);
	print_findings(build, &build->diags);
	if (!build->wishes.to_stdout)
		build_records_init(&build->wishes.records, build->wishes.formats, build->wishes.in_short, build->wishes.today);
	crew_run(&task, build->workers);
	build_records_release(&build->wishes.records);
	if (build->jobs.count > 1 && !build->quiet)
		print_summary(build);
}

static void run(struct build *build, const struct command_line *line)
{
	if (build->json)
		fputs("[", stdout);
	build->base = choose_base(line, &build->arena, &build->diags);
	if (build->base && jobs_plan(&build->jobs, &build->arena, line->operands, line->operand_count, build->output, &build->diags) && make_folder(build)) {
		build_all(build, line);
	} else {
		build->status = STATUS_FAILED;
		diags_sort(&build->diags);
		print_findings(build, &build->diags);
	}
	if (build->json)
		fputs(build->json_findings ? "\n]\n" : "]\n", stdout);
}

int build_run(const struct command_line *line)
{
	struct build build = {.arena = ARENA_INIT, .diags = DIAGS_INIT};
	if (read_options(&build, line))
		run(&build, line);
	else
		build.status = STATUS_FAILED;
	diags_release(&build.diags);
	arena_release(&build.arena);
	return build.status;
}
