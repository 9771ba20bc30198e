/*
 * What `library new` writes: an overlay that says nothing yet, with an example of each thing it can say, in comments.
 */
#ifndef CLI_SKELETON_H
#define CLI_SKELETON_H

#include <stddef.h>

struct skeleton_file {
	const char *path; /* in the overlay's folder */
	const char *text;
};

extern const struct skeleton_file skeleton[];
extern const size_t skeleton_count;

#endif
