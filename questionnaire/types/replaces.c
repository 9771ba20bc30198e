#include "questionnaire/types/replaces.h"

#include "base/hash.h"

#include <string.h>

void replaces_check(const struct reader *reader, const struct yaml_node *key, const struct yaml_node *map, const char *id, const char *hash)
{
	const struct yaml_node *node = yaml_get(map, "replaces");
	const char *text = node ? reader_scalar(reader, node, "replaces") : NULL;
	size_t size = strlen(id);

	if (!node)
		REPORT(reader, key, Q_OVERLAY_EXISTS, id, hash);
	if (!text)
		return;
	if (!strncmp(text, id, size) && text[size] == ' ')
		text += size + strspn(text + size, " ");
	if (!hash_is_written(text))
		REPORT(reader, node, Q_OVERLAY_REPLACES, id, hash);
	else if (strcmp(text, hash))
		REPORT(reader, node, Q_OVERLAY_CHANGED, id, hash);
}
