/*
 * The long random run.
 *
 *     soak            makes companies at random, composes their notices and checks them (check.h); ends with what was never printed
 *     soak FILE...    the same checks on answers files: those that a run has kept
 *
 *     NS_SOAK_COMPANIES  how many (10,000)     NS_SOAK_SEED    the seed of the first; each one after has the next (1)
 *     NS_SOAK_ORACLE     every how many-th Markdown is read by both of its readers, and the JSON with it (1: all)
 *     NS_SOAK_WORKERS    processes that share the work (1)
 *     NS_SOAK_KEEP       folder for what was shrunk (tests/soak/kept)
 *
 * The first company of each kind of violation is shrunk and kept, by each worker. Runs from the top folder. Workers are child processes, so that a
 * crash is a violation like others. Status: 0 none, 1 violations, 2 could not run.
 */
#include "base/file.h"
#include "base/text.h"
#include "cli/builtin.h"
#include "tests/soak/check.h"
#include "tests/soak/coverage.h"
#include "tests/soak/generate.h"
#include "tests/soak/share.h"
#include "tests/soak/shrink.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define UNREACHED "tests/soak/unreached.txt"
enum {
	TODAY = 20261122,
	KIND_LIMIT = 50,
	SHRINK_LIMIT = 20000,   /* questions for one company */
	ENOUGH_TO_JUDGE = 5000, /* companies; with fewer, what was not printed says nothing */
	PROGRESS = 1000,
	/* of the child; what sanitizers and signals give is none of these */
	CHILD_FINE = 0, CHILD_TROUBLE = 2, CHILD_VIOLATIONS = 3
};

struct soak {
	struct checker checker;
	struct coverage coverage;
	unsigned long companies, oracle, workers;
	uint64_t seed;
	const char *keep;
	const char *kinds[KIND_LIMIT]; /* of violations */
	size_t kind_count;
	size_t worker;                 /* which of them this process is */
	struct tally tally;            /* of this worker; in the end of all */
	size_t crashed;                /* workers that left no tally */
	FILE *share;                   /* where workers say at which company they are, and what came of them (share.h) */
};

static unsigned long setting(const char *name, unsigned long otherwise)
{
	const char *text = getenv(name);
	return text && *text ? strtoul(text, NULL, 10) : otherwise;
}

/* ---- shrinking ---- */

struct wanted {
	const struct soak *soak;
	const char *kind;
};

static bool shows(void *context, const struct draft_file *file)
{
	const struct wanted *wanted = context;
	struct checker checker = wanted->soak->checker;
	struct verdict verdict = VERDICT_INIT;
	struct buf text = BUF_INIT;
	checker.watch = NULL;
	checker.oracles = true;
	draft_write(&text, file);
	bool same = !soak_check(&checker, text.s, text.len, &file->root, &verdict) && strcmp(verdict.kind, wanted->kind) == 0;
	verdict_release(&verdict);
	buf_release(&text);
	return same;
}

/* The same for a crash: in a child of its own, which says nothing. */
static bool crashes(void *context, const struct draft_file *file)
{
	int status = 0;
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		if (!freopen("/dev/null", "w", stderr))
			_exit(CHILD_FINE);
		shows(context, file);
		_exit(CHILD_FINE);
	}
	return child > 0 && waitpid(child, &status, 0) == child && status != 0;
}

static void file_name(struct buf *path, const struct soak *soak, const char *kind, uint64_t seed)
{
	buf_adds(path, soak->keep);
	buf_addc(path, '/');
	for (; *kind; kind++)
		buf_addc(path, strchr(" '", *kind) ? '-' : *kind);
	buf_addf(path, "-%llu.yaml", (unsigned long long)seed);
}

static void keep(const struct soak *soak, const char *kind, uint64_t seed, const struct draft_file *file)
{
	struct buf path = BUF_INIT, text = BUF_INIT;
	file_name(&path, soak, kind, seed);
	draft_write(&text, file);
	buf_addf(&text, "# %s, seed %llu\n", kind, (unsigned long long)seed);
	FILE *out = fopen(path.s, "wb");
	bool written = out && fwrite(text.s, 1, text.len, out) == text.len;
	written &= out && fclose(out) == 0;
	printf("%s %s:\n%s\n", written ? "kept as" : "cannot be kept as", path.s, text.s);
	buf_release(&path);
	buf_release(&text);
}

/* Makes the company of that seed again, shrinks it and keeps it. */
static void shrink_and_keep(const struct soak *soak, const char *kind, uint64_t seed,
	bool (*violates)(void *context, const struct draft_file *file))
{
	struct arena arena = ARENA_INIT;
	struct draft_file file;
	struct wanted wanted = {soak, kind};
	generate_company(&file, &arena, soak->checker.library->schema, seed);
	if (violates(&wanted, &file)) {
		size_t asked = shrink(&file, &arena, violates, &wanted, SHRINK_LIMIT);
		printf("seed %llu, shrunk in %zu steps, ", (unsigned long long)seed, asked);
		keep(soak, kind, seed, &file);
	} else {
		printf("seed %llu does not show it when it runs alone\n", (unsigned long long)seed);
	}
	arena_release(&arena);
}

/* ---- the run ---- */

static bool is_new(struct soak *soak, const char *kind)
{
	for (size_t i = 0; i < soak->kind_count; i++)
		if (strcmp(soak->kinds[i], kind) == 0)
			return false;
	if (soak->kind_count < KIND_LIMIT)
		soak->kinds[soak->kind_count++] = kind;
	return true;
}

static void report(struct soak *soak, const struct verdict *verdict, uint64_t seed)
{
	soak->tally.violations++;
	printf("seed %llu: %s: %s\n", (unsigned long long)seed, verdict->kind, verdict->detail.s);
	if (is_new(soak, verdict->kind))
		shrink_and_keep(soak, verdict->kind, seed, shows);
	fflush(stdout);
}

static void check_company(struct soak *soak, uint64_t seed)
{
	struct arena arena = ARENA_INIT;
	struct draft_file file;
	struct buf text = BUF_INIT;
	struct verdict verdict = VERDICT_INIT;
	if (!share_seed(soak->share, soak->worker, seed))
		exit(CHILD_TROUBLE);
	generate_company(&file, &arena, soak->checker.library->schema, seed);
	draft_write(&text, &file);
	soak->checker.oracles = soak->oracle && seed % soak->oracle == 0;
	if (!soak_check(&soak->checker, text.s, text.len, &file.root, &verdict))
		report(soak, &verdict, seed);
	soak->tally.companies++;
	soak->tally.finished += verdict.loaded && !verdict.draft;
	verdict_release(&verdict);
	buf_release(&text);
	arena_release(&arena);
}

/* The companies of one worker: every so many-th. */
static int work(struct soak *soak)
{
	soak->checker.watch = &soak->coverage.watch;
	for (unsigned long i = soak->worker; i < soak->companies; i += soak->workers) {
		if (soak->worker == 0 && i && i / soak->workers % PROGRESS == 0)
			fprintf(stderr, "soak: about %lu of %lu companies\n", i, soak->companies);
		check_company(soak, soak->seed + i);
	}
	if (!share_tally(soak->share, soak->worker, &soak->tally, &soak->coverage))
		return CHILD_TROUBLE;
	return soak->tally.violations ? CHILD_VIOLATIONS : CHILD_FINE;
}

/* Waits for a worker. One that ended as it should has left its tally; of another, the company it was at has crashed it. */
static int await(struct soak *soak, size_t worker, pid_t child)
{
	int status = 0;
	if (child < 0 || waitpid(child, &status, 0) != child || (WIFEXITED(status) && WEXITSTATUS(status) == CHILD_TROUBLE))
		return 2;
	if (WIFEXITED(status) && (WEXITSTATUS(status) == CHILD_FINE || WEXITSTATUS(status) == CHILD_VIOLATIONS))
		return share_collect(soak->share, worker, &soak->tally, &soak->coverage) ? WEXITSTATUS(status) == CHILD_VIOLATIONS : 2;
	uint64_t seed = share_seed_of(soak->share, worker);
	soak->crashed++;
	soak->tally.violations++;
	printf("seed %llu: crash (wait status %d)\n", (unsigned long long)seed, status);
	shrink_and_keep(soak, "crash", seed, crashes);
	return 1;
}

static int run_workers(struct soak *soak)
{
	pid_t children[WORKER_LIMIT];
	int worst = 0;
	fflush(NULL);
	for (soak->worker = 0; soak->worker < soak->workers; soak->worker++) {
		children[soak->worker] = fork();
		if (children[soak->worker] == 0)
			exit(work(soak));
	}
	for (size_t worker = 0; worker < soak->workers; worker++) {
		int status = await(soak, worker, children[worker]);
		worst = status > worst ? status : worst;
	}
	return worst;
}

/* What was never printed. How many of that are violations: none with too few companies to judge, or when those of a crashed worker are missing. */
static size_t report_unreached(const struct soak *soak)
{
	if (soak->crashed) {
		printf("what was printed for the companies of %zu crashed workers is lost: nothing is said of what was never printed\n", soak->crashed);
		return 0;
	}
	size_t unreached = coverage_report(&soak->coverage, stdout);
	return soak->companies >= ENOUGH_TO_JUDGE ? unreached : 0;
}

static int run(struct soak *soak)
{
	coverage_init(&soak->coverage, soak->checker.library);
	soak->share = tmpfile();
	int status = soak->share && coverage_read_reasons(&soak->coverage, UNREACHED, stderr) ? run_workers(soak) : 2;
	if (status < 2) {
		size_t unreached = report_unreached(soak);
		printf("%llu companies (%llu finished notices), %llu violations\n", (unsigned long long)soak->tally.companies,
			(unsigned long long)soak->tally.finished, (unsigned long long)soak->tally.violations);
		if (soak->companies >= ENOUGH_TO_JUDGE && !soak->crashed)
			printf("%zu clauses and branches that are not printed as %s says\n", unreached, UNREACHED);
		status |= unreached > 0;
	}
	if (soak->share)
		fclose(soak->share);
	coverage_release(&soak->coverage);
	return status;
}

/* ---- files ---- */

static bool check_file(const struct soak *soak, const char *path)
{
	struct verdict verdict = VERDICT_INIT;
	struct diags diags = DIAGS_INIT;
	size_t size;
	char *bytes = file_read(path, FILE_LIMIT, &size, &diags);
	bool fine = bytes && soak_check(&soak->checker, bytes, size, NULL, &verdict);
	diags_print(&diags, stderr);
	if (verdict.kind)
		printf("%s: %s: %s\n", path, verdict.kind, verdict.detail.s);
	verdict_release(&verdict);
	diags_release(&diags);
	free(bytes);
	return fine;
}

int main(int argc, char **argv)
{
	struct soak soak = {
		.checker = {.library = &builtin_library, .today = TODAY, .oracles = true},
		.companies = setting("NS_SOAK_COMPANIES", 10000), .seed = setting("NS_SOAK_SEED", 1), .oracle = setting("NS_SOAK_ORACLE", 1),
		.workers = setting("NS_SOAK_WORKERS", 1),
		.keep = getenv("NS_SOAK_KEEP") ? getenv("NS_SOAK_KEEP") : "tests/soak/kept",
	};
	int status = 0;
	if (soak.workers < 1 || soak.workers > WORKER_LIMIT) {
		fprintf(stderr, "soak: NS_SOAK_WORKERS is a number from 1 to %d\n", WORKER_LIMIT);
		return 2;
	}
	check_start();
	if (argc < 2)
		status = run(&soak);
	for (int i = 1; i < argc; i++)
		status |= !check_file(&soak, argv[i]);
	check_end();
	return status;
}
