/*
 * The one place that knows the version.
 */
#ifndef CLI_VERSION_H
#define CLI_VERSION_H

#define NOTICESMITH_VERSION "0.1.0"

#endif
