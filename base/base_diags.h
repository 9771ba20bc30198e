/*
 * The kinds of findings this floor reports: base_diags[BASE_FILE_MISSING] and so on. What $1 and $2 stand for is said here.
 */
#ifndef BASE_BASE_DIAGS_H
#define BASE_BASE_DIAGS_H

#include "base/diag.h"

enum base_diag {
	/* files; $1 is the path */
	BASE_FILE_MISSING,
	BASE_FILE_IS_FOLDER,
	BASE_FILE_NO_PERMISSION,     /* $2: the system's reason */
	BASE_FILE_NOT_REGULAR,
	BASE_FILE_TOO_LARGE,         /* $2: the limit, as "8 MiB" */
	BASE_FILE_READ_FAILED,       /* $2: the system's reason */
	BASE_FILE_WRITE_FAILED,      /* $2: the same */
	BASE_FILE_WRITE_PROTECTED,
	BASE_FILE_DISK_FULL,         /* $2: the system's reason */
	BASE_FILE_FOLDER_MISSING,    /* $2: the folder */
	BASE_FILE_REMOVE_FAILED,     /* $2: the system's reason */
	BASE_FILE_EXISTS,
	BASE_FILE_LOCKED,            /* $2: by whom, as "process 4711" */
	BASE_FILE_LOCK_FAILED,       /* $2: the system's reason */
	BASE_FILE_CHANGED,
	BASE_FILE_FLUSH_FAILED,      /* $2: the system's reason, $3: the file that holds the version before */
	/* the files of a library; $1 is the path */
	BASE_SOURCE_OUTSIDE,         /* $2: the layer's folder */
	BASE_SOURCE_NAME,
	BASE_SOURCE_NOT_FOLDER,
	/* characters */
	BASE_UTF8_INVALID,           /* $1: the byte, as "0xE4" */
	BASE_CONTROL_CHARACTER,      /* $1: as "U+001B" */
	BASE_BIDI_UNBALANCED,        /* $1: the same */
	/* YAML; wording of [yaml-syntax] by problem is in yaml_syntax.c */
	BASE_YAML_SYNTAX,            /* $1: libyaml's words */
	BASE_YAML_DUPLICATE_KEY,     /* $1: key, $2: line of the first */
	BASE_YAML_ANCHOR,            /* $1: name */
	BASE_YAML_ALIAS,             /* $1: name */
	BASE_YAML_DEPTH,             /* $1: the limit */
	BASE_YAML_TAG,               /* $1: tag */
	BASE_YAML_TAG_SPACE,         /* $1: tag, $2: the character behind it */
	BASE_YAML_KEY_NOT_SCALAR,
	BASE_YAML_SEVERAL_DOCUMENTS,
	BASE_DIAG_COUNT
};

extern const struct diag_kind base_diags[BASE_DIAG_COUNT];

#endif
