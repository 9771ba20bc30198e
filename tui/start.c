#include "tui/start.h"

#include "base/file.h"
#include "base/text.h"
#include "tui/frame.h"

#include <string.h>

enum { NAME_MOST = 40 /* bytes of a proposed file name */ };

static const char *const go_on_or_leave[] = {"Go on", "Leave"}, *const mend_or_leave[] = {"Open the editor", "Try again", "Leave"};

void start_add_file_name(struct buf *buf, const char *company)
{
	struct buf folded = BUF_INIT;
	size_t from = buf->len;
	text_add_folded(&folded, company);
	for (const char *p = folded.s; *p && buf->len - from < NAME_MOST; p++) {
		bool plain = (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9');
		if (plain)
			buf_addc(buf, *p);
		else if (buf->len > from && buf->s[buf->len - 1] != '-')
			buf_addc(buf, '-');
	}
	while (buf->len > from && buf->s[buf->len - 1] == '-')
		buf_truncate(buf, buf->len - 1);
	buf_adds(buf, buf->len > from ? ".yaml" : "company.yaml");
	buf_release(&folded);
}

static void prepare(struct start *start, const struct keymap *keymap)
{
	*start = (struct start){.keymap = keymap, .killed = BUF_INIT, .text = BUF_INIT, .name = BUF_INIT, .file = BUF_INIT};
}

static void ask_name(struct start *start)
{
	start->asking = START_NAME;
	dialog_init(&start->dialog, "A new privacy notice",
		"Some questions about your business, and your privacy notice grows beside them. You can stop at any time and go on later.\n\n"
		"Whose name stands on your invoices? Copy it exactly, for example Acme Webshop AB.", go_on_or_leave, 2);
	dialog_ask(&start->dialog, start->name.s, &start->killed);
}

static void ask_file(struct start *start)
{
	if (!start->file.len)
		start_add_file_name(&start->file, start->name.s);
	dialog_release(&start->dialog);
	start->asking = START_FILE;
	dialog_init(&start->dialog, "Where your answers go",
		"Your answers go into one file that is yours. The notice is made from it, now and whenever something changes. The name of the file:",
		go_on_or_leave, 2);
	dialog_ask(&start->dialog, start->file.s, &start->killed);
}

void start_init(struct start *start, const struct keymap *keymap)
{
	prepare(start, keymap);
	ask_name(start);
}

static void add_finding(struct buf *text, const struct diag *diag)
{
	if (diag->pos.line)
		buf_addf(text, "Line %d, column %d: ", diag->pos.line, diag->pos.col);
	buf_addf(text, "%s [%s]\n", diag->message, diag->kind->id);
	if (diag->fix)
		buf_addf(text, "  What to do: %s\n", diag->fix);
}

void start_init_broken(struct start *start, const struct keymap *keymap, const char *file, const struct diags *diags)
{
	prepare(start, keymap);
	buf_adds(&start->file, file);
	buf_addf(&start->text, "%s cannot be read as it is. Nothing in it was changed.\n\n", file);
	for (size_t i = 0; i < diags->count; i++)
		if (diags->items[i].kind->severity >= SEVERITY_ERROR)
			add_finding(&start->text, &diags->items[i]);
	start->asking = START_BROKEN;
	dialog_init(&start->dialog, "There is a mistake in the file", start->text.s, mend_or_leave, 3);
}

void start_release(struct start *start)
{
	dialog_release(&start->dialog);
	buf_release(&start->killed);
	buf_release(&start->text);
	buf_release(&start->name);
	buf_release(&start->file);
}

static void take_text(struct start *start, struct buf *into)
{
	buf_clear(into);
	buf_adds(into, start->dialog.field.edit.text.s);
}

/* Only a name ending in .yaml is one; what is added is shown before anything is made. */
static bool is_file_name(struct start *start)
{
	const char *name = start->file.s, *dot = strrchr(name, '.');
	bool ends = dot && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
	if (!start->file.len || file_is_folder(name))
		return false;
	if (!ends)
		buf_adds(&start->file, ".yaml");
	return ends;
}

static enum start_end accept(struct start *start)
{
	size_t button = start->dialog.button;
	switch (start->asking) {
	case START_NAME:
		if (button)
			return START_LEFT;
		take_text(start, &start->name);
		buf_clear(&start->file);
		ask_file(start);
		return START_GOES_ON;
	case START_FILE:
		if (button)
			return START_LEFT;
		take_text(start, &start->file);
		if (is_file_name(start))
			return START_READY;
		ask_file(start);
		return START_GOES_ON;
	case START_BROKEN: break;
	}
	return button == 0 ? START_EDITOR : button == 1 ? START_AGAIN : START_LEFT;
}

/* Esc goes back to the name, or out. */
static enum start_end back(struct start *start)
{
	if (start->asking != START_FILE)
		return START_LEFT;
	dialog_release(&start->dialog);
	ask_name(start);
	return START_GOES_ON;
}

enum start_end start_update(struct start *start, const struct event *event)
{
	struct input input = {event, ACTION_NONE};
	if (event->type == EVENT_END)
		return START_LEFT;
	if (event->type == EVENT_KEY)
		input.action = keymap_action(start->keymap, dialog_place(&start->dialog), &start->prefix, event->key);
	if (start->prefix)
		return START_GOES_ON;
	if (input.action == ACTION_QUIT)
		return START_LEFT;
	if (start->little)
		return START_GOES_ON;
	unsigned effects = dialog_update(&start->dialog, input);
	if (effects & EFFECT_ACCEPT)
		return accept(start);
	return effects & EFFECT_BACK ? back(start) : START_GOES_ON;
}

void start_show(struct start *start, struct canvas *canvas)
{
	struct pane screen = canvas_pane(canvas);
	struct frame frame = frame_layout(canvas->width, canvas->height, PART_WORK);
	canvas_clear(canvas);
	start->little = frame.kind == FRAME_LITTLE;
	if (start->little) {
		frame_draw(&frame, screen, NULL, PART_WORK);
		return;
	}
	static const enum action actions[] = {ACTION_ACCEPT, ACTION_BACK, ACTION_NEXT, ACTION_QUIT};
	dialog_layout(&start->dialog, canvas->width, canvas->height - 1);
	dialog_draw(&start->dialog, screen);
	frame_draw_hints(&frame, screen, start->keymap, dialog_place(&start->dialog), actions, sizeof actions / sizeof *actions);
}
