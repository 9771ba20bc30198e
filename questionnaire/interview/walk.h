/*
 * A walk through the interview: where a person is, what was passed, the way back. No input, no output.
 *
 * Places are paths of items, so that they survive every change of the answers. A walk goes on to the next item that wants an answer: one
 * that is required and open, or only suggested (or any, for a walk through all of them), and was not passed already. What is optional is
 * offered: on a sheet, and at the end; but of an optional record the walk asks what it needs, and of a new record in a list of a record
 * everything. The sheet of a record that was added by hand comes when it is left.
 * When a record of a list of the root holds something that is only suggested, the walk stops at its sheet first (interview.h): it can be
 * confirmed as a whole; what is open on it is asked afterwards.
 * Who goes into a list of records (adds or edits one), or to one line of a sheet, comes back when nothing more in there wants an answer.
 */
#ifndef QUESTIONNAIRE_INTERVIEW_WALK_H
#define QUESTIONNAIRE_INTERVIEW_WALK_H

#include "questionnaire/interview/interview.h"

struct walk;
/* all: answered questions are asked again. */
struct walk *walk_new(bool all);
void walk_free(struct walk *walk); /* NULL is fine */

/* The item where the walk is; interview->count: at the end. When what stood there is gone: the nearest before it. */
size_t walk_at(const struct walk *walk, const struct interview *interview);

/* The path of the sheet when the walk is at one; NULL: it is at an item, or at the end. Valid until the walk goes on. */
const char *walk_sheet(const struct walk *walk, const struct interview *interview);

/* To the first item that is open or only suggested; of a walk through all, to the first. */
void walk_start(struct walk *walk, const struct interview *interview);
/* The item is done with: on to the next that wants an answer. */
void walk_next(struct walk *walk, const struct interview *interview);
/* The same for a list or sheet that was confirmed as a whole: what is optional in it is passed with it. */
void walk_past(struct walk *walk, const struct interview *interview);
/* To where the walk was before; at its beginning to the item before this one. False: there is none. */
bool walk_back(struct walk *walk, const struct interview *interview);
/* To any item. */
void walk_jump(struct walk *walk, const char *path);
/* The record where the walk is was deleted: on behind it, or back to its list when nothing is. */
void walk_gone(struct walk *walk, const struct interview *interview, const char *list);
/* From a sheet or the end to one item, and back again. */
void walk_choose(struct walk *walk, const struct interview *interview, size_t at);
/* Into a record of the list where the walk is. again: answered questions are asked, too. */
void walk_enter(struct walk *walk, const struct interview *interview, const char *record, bool again);
/* The same to the sheet of a record, which has one (interview_sheet): its lines are seen before they are changed. */
void walk_show(struct walk *walk, const struct interview *interview, const char *record);

#endif
