#include "tui/wizard/proof.h"

#include "outputs/review/own_words.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct request {
	enum proof_kind kind;
	char *text; /* NUL behind it; NULL: none */
	size_t size;
	struct request *next;
};

struct done {
	struct proof_sheet sheet;
	struct done *next;
};

struct proof {
	/* the worker's own */
	struct proof_paths paths;
	const struct library *library;
	const char *file;
	int today;
	struct arena arena;      /* the operator's words */
	struct speller speller;
	bool started;            /* speller is there */
	struct desk *desk;

	/* shared, under the lock */
	pthread_mutex_t lock;
	pthread_cond_t work;
	struct request *first, *last;
	struct done *ready, *newest;
	size_t asked;            /* requests whose sheet nobody took */
	bool over;

	pthread_t thread;
	bool threaded;
	void (*wake)(void);
};

/* The worker */

static void start_speller(struct proof *proof, struct diags *diags)
{
	const char *own = own_words_read(&proof->arena, proof->paths.own, diags);
	speller_init(&proof->speller, proof->paths.dictionaries, proof->paths.cache, own ? own : "");
	proof->started = true;
}

static void read_answers(struct proof *proof, const struct request *request, struct proof_sheet *sheet)
{
	struct diags diags = DIAGS_INIT;
	if (!proof->started)
		start_speller(proof, &diags);
	desk_free(proof->desk);
	proof->desk = desk_new(&proof->speller, proof->library, proof->file, request->text, request->size, proof->today, &diags);
	for (size_t i = 0; i < diags.count && !sheet->problem; i++)
		if (diags.items[i].kind->severity >= SEVERITY_WARNING)
			sheet->problem = arena_printf(&sheet->arena, "%s%s%s", diags.items[i].message, diags.items[i].fix ? ": " : "", diags.items[i].fix ? diags.items[i].fix : "");
	diags_release(&diags);
}

/* A word for all notices goes into the operator's list, or the step is taken back. */
static bool learn(struct proof *proof, struct proof_sheet *sheet)
{
	struct diags diags = DIAGS_INIT;
	const struct spell_finding *finding = desk_finding(proof->desk);
	const char *word = finding ? arena_strdup(&sheet->arena, finding->text) : NULL, *undone;
	if (!proof->paths.own)
		sheet->problem = "there is no place for words of your own: neither HOME nor XDG_CONFIG_HOME is set";
	bool done = proof->paths.own && word && desk_own(proof->desk);
	if (done && !own_words_add(&sheet->arena, proof->paths.own, word, &diags)) {
		desk_undo(proof->desk, &undone);
		sheet->problem = arena_strdup(&sheet->arena, diags.count ? diags.items[0].message : "the word could not be written");
		done = false;
	}
	diags_release(&diags);
	return done;
}

static bool undo(struct proof *proof, struct proof_sheet *sheet)
{
	struct diags diags = DIAGS_INIT;
	const char *word = NULL;
	enum desk_undone undone = desk_undo(proof->desk, &word);
	if (undone == DESK_OWN)
		own_words_remove(&sheet->arena, proof->paths.own, word, &diags);
	diags_release(&diags);
	if (undone == DESK_NOTHING)
		sheet->problem = "there is nothing to undo here";
	return undone != DESK_NOTHING;
}

static bool step(struct proof *proof, const struct request *request, struct proof_sheet *sheet)
{
	const char *const *suggestions;
	switch (request->kind) {
	case PROOF_NEXT: return desk_next(proof->desk);
	case PROOF_BACK: return desk_back(proof->desk);
	case PROOF_SUGGEST:
		sheet->suggestion_count = desk_suggestions(proof->desk, &suggestions);
		for (size_t i = 0; i < sheet->suggestion_count; i++)
			sheet->suggestions[i] = arena_strdup(&sheet->arena, suggestions[i]);
		return sheet->suggested = true;
	case PROOF_REPLACE: return desk_replace(proof->desk, request->text);
	case PROOF_REPLACE_ALL: return desk_replace_all(proof->desk, request->text);
	case PROOF_IGNORE: return desk_ignore(proof->desk);
	case PROOF_ALWAYS: return desk_always(proof->desk);
	case PROOF_OWN: return learn(proof, sheet);
	case PROOF_UNDO: return undo(proof, sheet);
	case PROOF_READ: break;
	}
	return true;
}

static const char *path_of(struct arena *arena, const struct spell_finding *finding)
{
	struct buf path = BUF_INIT;
	if (finding->answer)
		value_path(&path, finding->answer);
	const char *copy = finding->answer ? arena_strdup(arena, path.s) : NULL;
	buf_release(&path);
	return copy;
}

/* What the desk shows now. */
static void describe(struct proof *proof, struct proof_sheet *sheet)
{
	struct desk *desk = proof->desk;
	struct arena *arena = &sheet->arena;
	const struct spell_finding *finding = desk_finding(desk);
	sheet->number = desk_number(desk);
	sheet->count = desk_count(desk);
	sheet->left = desk_left(desk);
	sheet->up = finding;
	if (!finding)
		return;
	sheet->says = arena_strdup(arena, desk_says(desk));
	sheet->fix = desk_fix(desk) ? arena_strdup(arena, desk_fix(desk)) : NULL;
	sheet->sentence = arena_strdup(arena, desk_sentence(desk, &sheet->start, &sheet->end));
	sheet->text = arena_strdup(arena, finding->text);
	sheet->instead = finding->instead ? arena_strdup(arena, finding->instead) : NULL;
	sheet->path = path_of(arena, finding);
	sheet->file = finding->pos.file ? arena_strdup(arena, finding->pos.file) : NULL;
	sheet->line = finding->pos.line;
	sheet->word = finding->word;
	sheet->ignored = desk_is_ignored(desk);
}

/* Bytes of the desk before a step, to see whether it changed them. */
static void keep_bytes(const struct proof *proof, struct buf *bytes)
{
	size_t size = 0;
	const char *now = proof->desk ? desk_bytes(proof->desk, &size) : "";
	buf_add(bytes, now, size);
}

static struct proof_sheet carry_out(struct proof *proof, const struct request *request)
{
	struct proof_sheet sheet = {.arena = ARENA_INIT};
	struct buf before = BUF_INIT;
	if (request->kind == PROOF_READ)
		read_answers(proof, request, &sheet);
	sheet.readable = proof->desk;
	keep_bytes(proof, &before);
	if (proof->desk && !step(proof, request, &sheet) && !sheet.problem && desk_problem(proof->desk))
		sheet.problem = arena_strdup(&sheet.arena, desk_problem(proof->desk));
	if (proof->desk) {
		size_t size;
		const char *bytes = desk_bytes(proof->desk, &size);
		bool changed = size != before.len || memcmp(bytes, before.s, size) != 0;
		if (changed) {
			sheet.bytes = arena_strndup(&sheet.arena, bytes, size);
			sheet.size = size;
		}
		describe(proof, &sheet);
	}
	buf_release(&before);
	return sheet;
}

static void free_request(struct request *request)
{
	free(request->text);
	free(request);
}

static void hand_over(struct proof *proof, struct proof_sheet sheet)
{
	struct done *done = xcalloc(1, sizeof *done);
	done->sheet = sheet;
	if (proof->newest)
		proof->newest->next = done;
	else
		proof->ready = done;
	proof->newest = done;
}

static struct request *pop(struct proof *proof)
{
	struct request *request = proof->first;
	proof->first = request->next;
	if (!proof->first)
		proof->last = NULL;
	return request;
}

static void *work(void *context)
{
	struct proof *proof = context;
	pthread_mutex_lock(&proof->lock);
	while (!proof->over) {
		if (!proof->first) {
			pthread_cond_wait(&proof->work, &proof->lock);
			continue;
		}
		struct request *request = pop(proof);
		pthread_mutex_unlock(&proof->lock);
		struct proof_sheet sheet = carry_out(proof, request);
		free_request(request);
		pthread_mutex_lock(&proof->lock);
		hand_over(proof, sheet);
		proof->wake();
	}
	pthread_mutex_unlock(&proof->lock);
	return NULL;
}

/* The wizard's side */

struct proof *proof_new(const struct proof_paths *paths, const struct library *library, const char *file, int today, void (*wake)(void))
{
	struct proof *proof = xcalloc(1, sizeof *proof);
	*proof = (struct proof){.paths = *paths, .library = library, .file = file, .today = today, .arena = ARENA_INIT, .wake = wake};
	pthread_mutex_init(&proof->lock, NULL);
	pthread_cond_init(&proof->work, NULL);
	return proof;
}

void proof_free(struct proof *proof)
{
	struct proof_sheet sheet;
	if (!proof)
		return;
	pthread_mutex_lock(&proof->lock);
	proof->over = true;
	pthread_cond_signal(&proof->work);
	pthread_mutex_unlock(&proof->lock);
	if (proof->threaded)
		pthread_join(proof->thread, NULL);
	while (proof_take(proof, &sheet))
		proof_sheet_release(&sheet);
	while (proof->first)
		free_request(pop(proof));
	desk_free(proof->desk);
	if (proof->started)
		speller_release(&proof->speller, false);
	arena_release(&proof->arena);
	pthread_cond_destroy(&proof->work);
	pthread_mutex_destroy(&proof->lock);
	free(proof);
}

static void push(struct proof *proof, struct request *request)
{
	if (proof->last)
		proof->last->next = request;
	else
		proof->first = request;
	proof->last = request;
}

void proof_ask(struct proof *proof, enum proof_kind kind, const char *text, size_t size)
{
	struct request *request = xcalloc(1, sizeof *request);
	*request = (struct request){.kind = kind, .text = text ? xstrndup(text, size) : NULL, .size = size};
	pthread_mutex_lock(&proof->lock);
	proof->asked++;
	if (proof->wake && !proof->threaded) /* the thread begins with the first request: who never asks has none */
		proof->threaded = pthread_create(&proof->thread, NULL, work, proof) == 0;
	if (proof->threaded) {
		push(proof, request);
		pthread_cond_signal(&proof->work);
	} else {
		hand_over(proof, carry_out(proof, request));
		free_request(request);
	}
	pthread_mutex_unlock(&proof->lock);
}

bool proof_busy(struct proof *proof)
{
	pthread_mutex_lock(&proof->lock);
	bool busy = proof->asked > 0;
	pthread_mutex_unlock(&proof->lock);
	return busy;
}

bool proof_take(struct proof *proof, struct proof_sheet *sheet)
{
	pthread_mutex_lock(&proof->lock);
	struct done *done = proof->ready;
	if (done) {
		*sheet = done->sheet;
		proof->ready = done->next;
		if (!proof->ready)
			proof->newest = NULL;
		proof->asked--;
		free(done);
	}
	pthread_mutex_unlock(&proof->lock);
	return done;
}

void proof_sheet_release(struct proof_sheet *sheet)
{
	arena_release(&sheet->arena);
	*sheet = (struct proof_sheet){.arena = ARENA_INIT};
}
