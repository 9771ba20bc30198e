/*
 * A field and an area on a real terminal, for tests under tmux; no part of the program.
 *
 *     typer FILE     writes what was typed into FILE at the end: the field, a line feed, the area
 *
 * Tab goes from one to the other, Ctrl-Q or a signal ends it, Ctrl-Z stops it. The last row tells the size and the last event.
 */
#include "base/file.h"
#include "tui/keys.h"
#include "tui/term.h"
#include "tui/widgets/area.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct typer {
	struct keymap map;
	struct field field;
	struct area area;
	struct buf killed, said;
	bool on_area, prefix, over;
	int signal;
};

static void draw(struct typer *typer)
{
	int width, height;
	term_size(&width, &height);
	struct canvas canvas;
	canvas_init(&canvas, width, height);
	struct pane rest = canvas_pane(&canvas), status = pane_cut_bottom(&rest, 1), top = pane_cut_top(&rest, 1);
	field_layout(&typer->field, top.width);
	field_draw(&typer->field, top, !typer->on_area);
	pane_box(rest, ROLE_FRAME);
	struct pane box = pane_part(rest, 1, 1, rest.width - 2, rest.height - 2);
	area_layout(&typer->area, box.width, box.height);
	area_draw(&typer->area, box, typer->on_area);
	struct buf text = BUF_INIT;
	buf_addf(&text, "%dx%d %s", width, height, typer->said.s);
	pane_text_in(status, 0, 0, status.width, ROLE_HINT, text.s);
	term_show(&canvas);
	buf_release(&text);
	canvas_release(&canvas);
}

static void say(struct typer *typer, const char *text)
{
	buf_clear(&typer->said);
	buf_adds(&typer->said, text);
}

static void take_key(struct typer *typer, const struct event *event)
{
	buf_clear(&typer->said);
	key_add_name(&typer->said, event->key);
	enum place place = typer->on_area ? PLACE_AREA : PLACE_FIELD;
	struct input input = {event, keymap_action(&typer->map, place, &typer->prefix, event->key)};
	switch (input.action) {
	case ACTION_NEXT: typer->on_area = !typer->on_area; return;
	case ACTION_QUIT: typer->over = true; return;
	case ACTION_SUSPEND: term_suspend(); return;
	case ACTION_REDRAW: term_redraw(); return;
	default: break;
	}
	unsigned effects = typer->on_area ? area_update(&typer->area, input) : field_update(&typer->field, input);
	if (effects & EFFECT_ACCEPT)
		say(typer, "accepted");
}

static void take(struct typer *typer, const struct event *event)
{
	switch (event->type) {
	case EVENT_KEY: take_key(typer, event); break;
	case EVENT_PASTE: {
		struct input input = {event, ACTION_NONE};
		say(typer, "pasted ");
		unsigned effects = typer->on_area ? area_update(&typer->area, input) : field_update(&typer->field, input);
		if (effects & EFFECT_PASTED)
			edit_add_pasted(&typer->said, typer->on_area ? typer->area.pasted : typer->field.pasted);
		break;
	}
	case EVENT_RESIZE: say(typer, "resized"); break;
	case EVENT_END:
		typer->over = true;
		typer->signal = event->signal;
		break;
	case EVENT_MOUSE: say(typer, "mouse"); break;
	case EVENT_FOCUS: break;
	case EVENT_WAKE: say(typer, "woken"); break;
	}
}

static bool save(const struct typer *typer, const char *path)
{
	struct buf text = BUF_INIT;
	struct diags diags = DIAGS_INIT;
	buf_addf(&text, "%s\n%s\n", typer->field.edit.text.s, typer->area.edit.text.s);
	bool saved = file_replace(path, text.s, text.len, &diags);
	diags_print(&diags, stderr);
	diags_release(&diags);
	buf_release(&text);
	return saved;
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	struct term_options options = {0};
	enum term_status status = term_start(&options);
	if (status != TERM_READY) {
		fprintf(stderr, "typer: %s\n", term_status_text(status));
		return 2;
	}
	struct typer typer = {.killed = BUF_INIT, .said = BUF_INIT};
	keymap_init(&typer.map);
	field_init(&typer.field, "", &typer.killed);
	area_init(&typer.area, "", &typer.killed);
	draw(&typer);
	for (struct event event; !typer.over && term_next(&event, -1);) {
		take(&typer, &event);
		if (!term_pending())
			draw(&typer);
	}
	bool saved = save(&typer, argv[1]); /* first: see term_end */
	term_end();
	keymap_release(&typer.map);
	field_release(&typer.field);
	area_release(&typer.area);
	buf_release(&typer.killed);
	buf_release(&typer.said);
	return typer.signal ? 128 + typer.signal : saved ? 0 : 2;
}
