#include "seat.h"

#include "base/file.h"
#include "base/text.h"
#include "cli/builtin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void put(const char *path, const char *bytes, size_t size)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

static void open_wizard(struct seat *seat)
{
	struct diags diags = DIAGS_INIT;
	seat->wizard = (struct wizard){.front = FRONT_NOTHING};
	seat->opened = model_open(&seat->wizard.model, &builtin_library, seat->path, SEAT_TODAY, true);
	if (seat->opened == MODEL_UNREADABLE)
		diags_print(&seat->wizard.model.said, stderr);
	assert_int_not_equal(seat->opened, MODEL_UNREADABLE);
	if (seat->wizard.model.save && !drafts_open(&seat->wizard.drafts, seat->path, &diags)) {
		diags_print(&diags, stderr);
		fail_msg("the journal cannot be read");
	}
	wizard_init(&seat->wizard, &seat->keymap);
	wizard_show(&seat->wizard, &seat->canvas);
}

static void close_wizard(struct seat *seat)
{
	struct diags diags = DIAGS_INIT;
	wizard_keep(&seat->wizard);
	assert_true(drafts_write(&seat->wizard.drafts, &diags));
	wizard_release(&seat->wizard);
	drafts_release(&seat->wizard.drafts);
	assert_true(model_close(&seat->wizard.model, &diags));
	assert_int_equal(diags.count, 0);
}

static void sit_down_in(struct seat *seat)
{
	keymap_init(&seat->keymap);
	canvas_init(&seat->canvas, 100, 30);
	open_wizard(seat);
}

void seat_take_in(struct seat *seat, const char *folder)
{
	*seat = (struct seat){.opened = MODEL_OPEN};
	snprintf(seat->folder, sizeof seat->folder, "%s", folder);
	snprintf(seat->path, sizeof seat->path, "%s/a.yaml", seat->folder);
	sit_down_in(seat);
}

void seat_take_bytes(struct seat *seat, const char *bytes, size_t size)
{
	const char *temp = getenv("TESTS_TEMP");
	*seat = (struct seat){.opened = MODEL_OPEN};
	snprintf(seat->folder, sizeof seat->folder, "%.200s/seat.XXXXXX", temp ? temp : "/tmp");
	assert_non_null(mkdtemp(seat->folder));
	snprintf(seat->path, sizeof seat->path, "%s/a.yaml", seat->folder);
	if (bytes)
		put(seat->path, bytes, size);
	sit_down_in(seat);
}

void seat_take(struct seat *seat, const char *answers)
{
	seat_take_bytes(seat, answers, answers ? strlen(answers) : 0);
}

void seat_return(struct seat *seat)
{
	close_wizard(seat);
	open_wizard(seat);
}

void seat_leave_folder(struct seat *seat)
{
	close_wizard(seat);
	canvas_release(&seat->canvas);
	keymap_release(&seat->keymap);
}

void seat_leave(struct seat *seat)
{
	static const char *const names[] = {"a.yaml", ".a.yaml.lock", ".a.yaml.typed", "a-copy.yaml"};
	seat_leave_folder(seat);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char path[300];
		snprintf(path, sizeof path, "%.250s/%s", seat->folder, names[i]);
		unlink(path);
	}
	assert_int_equal(rmdir(seat->folder), 0);
}

void seat_send(struct seat *seat, const struct event *event)
{
	seat->wants = wizard_update(&seat->wizard, event);
	if (!seat->blind)
		wizard_show(&seat->wizard, &seat->canvas);
	if (seat->after)
		seat->after(seat, seat->context);
}

void seat_key(struct seat *seat, int key)
{
	seat_send(seat, &(struct event){.type = EVENT_KEY, .key = key});
}

void seat_type(struct seat *seat, const char *text)
{
	for (size_t length; *text; text += length)
		seat_key(seat, (int)text_char(text, &length));
}

void seat_keys(struct seat *seat, const char *keys)
{
	for (const char *p = keys; *p; p += strspn(p, " ")) {
		size_t size = strcspn(p, " ");
		int key = *p == '\'' && size > 1 ? K_NONE : key_of_name(p, size);
		if (key == K_NONE) {
			assert_int_equal(*p, '\'');
			char *word = xstrndup(p + 1, size - 1);
			seat_type(seat, word);
			free(word);
		} else {
			seat_key(seat, key);
		}
		p += size;
	}
}

void seat_resize(struct seat *seat, int width, int height)
{
	canvas_resize(&seat->canvas, width, height);
	seat_send(seat, &(struct event){.type = EVENT_RESIZE, .width = width, .height = height});
	if (seat->blind)
		wizard_show(&seat->wizard, &seat->canvas); /* the screen was blank */
}

void seat_go_to(struct seat *seat, const char *path)
{
	seat_keys(seat, "Ctrl-G");
	seat_type(seat, path);
	seat_keys(seat, "Enter");
}

char *seat_file(const struct seat *seat)
{
	struct diags diags = DIAGS_INIT;
	size_t size;
	char *bytes = file_read(seat->path, FILE_LIMIT, &size, &diags);
	assert_non_null(bytes);
	return bytes;
}

bool seat_file_is(const struct seat *seat, const char *bytes, size_t size)
{
	struct diags diags = DIAGS_INIT;
	size_t there;
	char *read = file_read(seat->path, FILE_LIMIT, &there, &diags);
	bool same = read && there == size && memcmp(read, bytes, size) == 0;
	free(read);
	diags_release(&diags);
	return same;
}

void seat_change_outside(const struct seat *seat, const char *bytes, size_t size)
{
	struct diags diags = DIAGS_INIT;
	assert_true(file_replace(seat->path, bytes, size, &diags));
}

const char *seat_answer(const struct seat *seat, const char *path, struct buf *words)
{
	const struct interview *interview = &seat->wizard.model.interview;
	size_t at = interview_at(interview, path);
	buf_clear(words);
	if (at < interview->count && strcmp(interview->items[at].path, path) == 0)
		interview_add_value(words, interview->items[at].value, true);
	return words->s;
}

const char *seat_at(const struct seat *seat)
{
	const struct interview *interview = &seat->wizard.model.interview;
	size_t at = walk_at(seat->wizard.model.walk, interview);
	return seat->wizard.finishing || at == interview->count ? NULL : interview->items[at].path;
}

bool seat_is_at(const struct seat *seat, const char *path)
{
	const char *at = seat_at(seat);
	return at && strcmp(at, path) == 0;
}

const char *seat_typed(const struct seat *seat)
{
	const struct form *form = &seat->wizard.form;
	assert_true(form->kind == FORM_AREA || form->kind == FORM_FIELD);
	return form->kind == FORM_AREA ? form->area.edit.text.s : form->field.edit.text.s;
}

bool seat_file_has(const struct seat *seat, const char *words)
{
	char *text = seat_file(seat);
	bool has = strstr(text, words);
	free(text);
	return has;
}

bool seat_shows(const struct seat *seat, const char *words)
{
	struct buf dump = BUF_INIT;
	canvas_dump(&seat->canvas, DUMP_TEXT, &dump);
	bool there = strstr(dump.s, words);
	if (!there)
		fputs(dump.s, stderr);
	buf_release(&dump);
	return there;
}
