#include "tui/script.h"

#include "base/file.h"
#include "base/text.h"
#include "tui/tui_diags.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct player {
	struct run *run;
	const char *script, *folder;
	struct diags *diags;
	int line;
	struct wizard wizard;
	struct canvas canvas;
	bool over;
};

/* Whatever the wizard wants done, but what needs a terminal. */
static void obey(struct player *player, unsigned wants)
{
	struct run *run = player->run;
	struct buf said = BUF_INIT;
	if (wants & WANT_BUILD) {
		bool done = run->host->build(run->host->context, run->path, player->wizard.folder.s, &said);
		wizard_built(&player->wizard, said.s, done);
	}
	if (wants & WANT_QUIT)
		player->over = true;
	buf_release(&said);
}

/* Drawn after each event, as on a terminal that keeps up. */
static void send(struct player *player, const struct event *event)
{
	if (player->over)
		return;
	obey(player, wizard_update(&player->wizard, event));
	wizard_show(&player->wizard, &player->canvas);
}

static void type(struct player *player, const char *text, size_t size)
{
	const char *end = text + size;
	for (size_t length; text < end; text += length)
		send(player, &(struct event){.type = EVENT_KEY, .key = (int)text_char(text, &length)});
}

static bool press(struct player *player, const char *keys)
{
	for (const char *p = keys; *p; p += strspn(p, " ")) {
		size_t size = strcspn(p, " ");
		bool word = *p == '\'' && size > 1;
		int key = word ? K_NONE : key_of_name(p, size);
		if (word)
			type(player, p + 1, size - 1);
		else if (key != K_NONE)
			send(player, &(struct event){.type = EVENT_KEY, .key = key});
		else
			return false;
		p += size;
	}
	return true;
}

static void paste(struct player *player, const char *text)
{
	struct buf pasted = BUF_INIT;
	for (; *text; text++) {
		bool feed = text[0] == '\\' && text[1] == 'n';
		buf_addc(&pasted, feed ? '\n' : *text);
		text += feed;
	}
	send(player, &(struct event){.type = EVENT_PASTE, .text = pasted.s, .size = pasted.len});
	buf_release(&pasted);
}

static bool save_as(struct player *player, const char *name, unsigned what)
{
	struct buf path = BUF_INIT, dump = BUF_INIT;
	buf_addf(&path, "%s/%s.txt", player->folder, name);
	canvas_dump(&player->canvas, what, &dump);
	bool saved = file_update(path.s, dump.s, dump.len, player->diags) != FILE_CHANGE_FAILED;
	buf_release(&path);
	buf_release(&dump);
	return saved;
}

static bool save_screen(struct player *player, const char *name)
{
	return save_as(player, name, DUMP_TEXT | DUMP_ROLES | DUMP_CURSOR);
}

static void take_size(struct player *player, int width, int height)
{
	canvas_resize(&player->canvas, width, height);
	send(player, &(struct event){.type = EVENT_RESIZE, .width = width, .height = height});
}

/* The sizes that every screen is looked at in. */
static bool save_screens(struct player *player, const char *name)
{
	static const int sizes[][2] = {{120, 40}, {80, 24}, {40, 10}};
	int width = player->canvas.width, height = player->canvas.height;
	struct buf sized = BUF_INIT;
	bool saved = true;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes && saved; i++) {
		buf_clear(&sized);
		buf_addf(&sized, "%s-%dx%d", name, sizes[i][0], sizes[i][1]);
		take_size(player, sizes[i][0], sizes[i][1]);
		saved = save_as(player, sized.s, DUMP_TEXT | DUMP_ROLES | DUMP_CURSOR | (sizes[i][0] == 80 ? DUMP_MONO : 0u));
	}
	take_size(player, width, height);
	buf_release(&sized);
	return saved;
}

static bool change_outside(struct player *player, const char *from)
{
	size_t size;
	char *bytes = file_read(from, FILE_LIMIT, &size, player->diags);
	bool changed = bytes && file_replace(player->run->path, bytes, size, player->diags);
	free(bytes);
	if (changed)
		send(player, &(struct event){.type = EVENT_FOCUS, .gained = true});
	return changed;
}

static bool resize(struct player *player, const char *size)
{
	int width, height;
	if (sscanf(size, "%d %d", &width, &height) != 2 || width < 0 || height < 0 || width > 1000 || height > 1000)
		return false;
	take_size(player, width, height);
	return true;
}

/* What stands behind a word at the beginning of a line; NULL: it begins with something else. */
static const char *behind(const char *line, const char *word)
{
	size_t size = strlen(word);
	return strncmp(line, word, size) == 0 && line[size] == ' ' ? line + size + 1 : NULL;
}

static bool play_line(struct player *player, const char *line)
{
	const char *rest;
	size_t findings = player->diags->count;
	bool known = true;
	if (!*line || *line == '#')
		return true;
	if ((rest = behind(line, "keys")))
		known = press(player, rest);
	else if ((rest = behind(line, "type")))
		type(player, rest, strlen(rest));
	else if ((rest = behind(line, "paste")))
		paste(player, rest);
	else if ((rest = behind(line, "size")))
		known = resize(player, rest);
	else if ((rest = behind(line, "save-screen")))
		return save_screen(player, rest);
	else if ((rest = behind(line, "save-screens")))
		return save_screens(player, rest);
	else if ((rest = behind(line, "outside")))
		return change_outside(player, rest);
	else
		known = false;
	if (!known && player->diags->count == findings)
		diag_add(player->diags, &tui_diags[T_SCRIPT_LINE], (struct pos){player->script, player->line, 1}, line, NULL);
	return known;
}

static bool play(struct player *player, char *text)
{
	bool fine = true;
	for (char *line = text; fine && *line;) {
		char *end = line + strcspn(line, "\n");
		bool last = !*end;
		*end = '\0';
		player->line++;
		fine = play_line(player, line);
		line = end + !last;
	}
	return fine;
}

static bool play_opened(struct player *player, char *text)
{
	struct wizard *wizard = &player->wizard;
	bool reads_drafts = !wizard->model.save || drafts_open(&wizard->drafts, player->run->path, player->diags);
	wizard->proof = proof_new(&player->run->host->proof, wizard->model.library, player->run->path, player->run->host->today, NULL);
	wizard_init(wizard, &player->run->config->keymap);
	canvas_init(&player->canvas, 80, 24);
	wizard_show(wizard, &player->canvas);
	bool played = reads_drafts && play(player, text);
	wizard_keep(wizard);
	played = drafts_write(&wizard->drafts, player->diags) && played;
	canvas_release(&player->canvas);
	wizard_release(wizard);
	proof_free(wizard->proof);
	drafts_release(&wizard->drafts);
	return played;
}

bool script_play(struct run *run, const char *script, const char *folder, struct diags *diags)
{
	struct player player = {.run = run, .script = script, .folder = folder, .diags = diags};
	struct model *model = &player.wizard.model;
	size_t size;
	char *text = file_read(script, FILE_LIMIT, &size, diags);
	const struct library *library = text ? run->host->library(run->host->context, run->path, diags) : NULL;
	bool played = false;
	if (library) {
		bool open = model_open(model, library, run->path, run->host->today, true) != MODEL_UNREADABLE;
		played = open && play_opened(&player, text);
		if (!open) {
			diags_release(diags);
			*diags = model->said;
			diags_init(&model->said);
		}
		played = model_close(model, diags) && played;
	}
	free(text);
	return played;
}
