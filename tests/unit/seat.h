/*
 * A person at the wizard: a real answers file in a folder of its own, the wizard over it, a screen in memory. Keys go in by name, as in
 * scripts; each event is drawn, as on a terminal that keeps up.
 */
#ifndef TESTS_UNIT_SEAT_H
#define TESTS_UNIT_SEAT_H

#include "tui/wizard/wizard.h"

enum { SEAT_TODAY = 20261122 };

struct seat {
	char folder[256], path[300];
	struct keymap keymap;
	struct wizard wizard;
	struct canvas canvas;
	enum model_opened opened;
	unsigned wants;   /* of the last event */
	bool blind;       /* events are not drawn: as when a person types ahead */
	void (*after)(struct seat *seat, void *context); /* behind each event; NULL: nothing */
	void *context;
};

/* answers: of the file that is there; NULL: there is none. Opens the wizard on it, 100 by 30. */
void seat_take(struct seat *seat, const char *answers);
void seat_take_bytes(struct seat *seat, const char *bytes, size_t size);
/* The same in a folder that is there, with what is in it. */
void seat_take_in(struct seat *seat, const char *folder);
/* Leaves as the program does (what is typed is journalled) and comes back, as on another day. */
void seat_return(struct seat *seat);
/* Leaves; fails when something unknown is left behind in the folder. */
void seat_leave(struct seat *seat);
void seat_leave_folder(struct seat *seat); /* the same; the folder stays, with what is in it */

void seat_send(struct seat *seat, const struct event *event);
void seat_key(struct seat *seat, int key);
void seat_keys(struct seat *seat, const char *keys); /* "Down Alt-U 'Acme Enter" */
void seat_type(struct seat *seat, const char *text); /* letter by letter */
void seat_resize(struct seat *seat, int width, int height);
void seat_go_to(struct seat *seat, const char *path); /* Ctrl-G, the path, Enter */

bool seat_file_has(const struct seat *seat, const char *words);
bool seat_file_is(const struct seat *seat, const char *bytes, size_t size);
/* The file has these answers now, as if by an editor. */
void seat_change_outside(const struct seat *seat, const char *bytes, size_t size);
char *seat_file(const struct seat *seat); /* what is in the file; to be freed */
/* The answer at a path as interview_add_value says it, in a buffer that is emptied first; "": none. */
const char *seat_answer(const struct seat *seat, const char *path, struct buf *words);
const char *seat_at(const struct seat *seat); /* the path of the item at hand; NULL: Finish */

bool seat_is_at(const struct seat *seat, const char *path);
#define assert_at(seat, path) assert_string_equal(seat_at(seat) ? seat_at(seat) : "Finish", path)
const char *seat_typed(const struct seat *seat); /* in the field or area at hand */
bool seat_shows(const struct seat *seat, const char *words); /* on the screen; else that is printed */

#endif
