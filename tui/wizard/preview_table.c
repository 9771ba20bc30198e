/*
 * Tables. Columns stand side by side where each has room for its words, else a row becomes an item with a labelled line for each cell
 * that says something.
 */
#include "tui/wizard/preview_parts.h"

#include <string.h>

enum { COLUMN_GAP = 2, LEAST = 12 /* columns in which words can be broken: no column has to be wider */ };

static const struct style plain = {ROLE_TEXT, 0}, label = {ROLE_LABEL, 0};

/* A column while widths are shared out. */
struct column {
	int width;
	int least;  /* its longest word, or LEAST */
	int word;   /* its longest word */
	int all;    /* its longest cell */
};

struct grid {
	struct column *columns;
	size_t count;
	char *rule, *blanks;  /* as long as a line: pieces of them are drawn */
	const struct node *header;
	bool broken;          /* the row before took several lines */
};

static void measure(struct layout *layout, struct grid *grid, const struct node *table)
{
	for (const struct node *cell = grid->header->first; cell; cell = cell->next)
		grid->count++;
	grid->columns = arena_calloc(&layout->preview->arena, grid->count, sizeof *grid->columns);
	for (const struct node *row = table->first; row; row = row->next) {
		struct column *column = grid->columns;
		for (const struct node *cell = row->first; cell; cell = cell->next, column++) {
			flow_clear(&layout->flow);
			flow_add(&layout->flow, cell, plain);
			struct extent extent = flow_extent(&layout->flow);
			column->word = extent.word > column->word ? extent.word : column->word;
			column->all = extent.all > column->all ? extent.all : column->all;
			column->least = column->word < LEAST ? column->word : LEAST;
		}
	}
}

static int wanted_of(const struct column *column, size_t offset)
{
	int wanted;
	memcpy(&wanted, (const char *)column + offset, sizeof wanted);
	return wanted;
}

/* Widens columns towards what they want, the same for each: what one does not need goes to the others. Returns what is left. */
static int share(struct grid *grid, size_t wanted, int left)
{
	for (;;) {
		int needy = 0;
		for (size_t i = 0; i < grid->count; i++)
			needy += grid->columns[i].width < wanted_of(&grid->columns[i], wanted);
		if (!needy || !left)
			return left;
		int each = left / needy > 0 ? left / needy : 1;
		for (size_t i = 0; i < grid->count && left; i++) {
			int missing = wanted_of(&grid->columns[i], wanted) - grid->columns[i].width;
			int more = missing < each ? missing : each;
			if (more > 0) {
				grid->columns[i].width += more;
				left -= more;
			}
		}
	}
}

/* False: they do not fit side by side. */
static bool share_out(struct grid *grid, int width)
{
	int least = COLUMN_GAP * ((int)grid->count - 1);
	for (size_t i = 0; i < grid->count && least <= width; i++)
		least += grid->columns[i].least > 0 ? grid->columns[i].least : 1;
	if (least > width)
		return false;
	for (size_t i = 0; i < grid->count; i++)
		grid->columns[i].width = grid->columns[i].least > 0 ? grid->columns[i].least : 1;
	int left = share(grid, offsetof(struct column, word), width - least);
	share(grid, offsetof(struct column, all), left);
	return true;
}

/* ---- side by side ---- */

/* Room for that many spans. */
static struct row row_of(struct arena *arena, size_t most)
{
	struct row row = {.count = 0};
	row.spans = arena_calloc(arena, most, sizeof *row.spans);
	row.nodes = arena_calloc(arena, most, sizeof *row.nodes);
	return row;
}

static void add_span(struct row *row, const char *text, size_t size, const struct node *node)
{
	if (!size)
		return;
	row->nodes[row->count] = node;
	row->spans[row->count++] = (struct page_span){text, size, ROLE_TEXT, 0};
}

/* One line of a row: a piece of each cell, with blanks up to the next. */
static void add_pieces(struct layout *layout, const struct grid *grid, const struct node *row, const struct rows *cells, size_t at)
{
	size_t most = 0;
	for (size_t i = 0; i < grid->count; i++)
		most += 1 + (at < cells[i].count ? cells[i].items[at].count : 0);
	struct row line = row_of(&layout->preview->arena, most);
	int blanks = 0;
	for (size_t i = 0; i < grid->count; i++) {
		const struct row *piece = at < cells[i].count ? &cells[i].items[at] : NULL;
		if (piece && piece->count) {
			add_span(&line, grid->blanks, (size_t)blanks, row);
			memcpy(line.spans + line.count, piece->spans, piece->count * sizeof *piece->spans);
			memcpy(line.nodes + line.count, piece->nodes, piece->count * sizeof *piece->nodes);
			line.count += piece->count;
			blanks = -piece->width;
		}
		blanks += grid->columns[i].width + COLUMN_GAP;
	}
	layout_add_row(layout, line, 0);
}

static void add_rule(struct layout *layout, const struct grid *grid, const struct node *row)
{
	static const size_t dash = sizeof "─" - 1;
	struct row line = row_of(&layout->preview->arena, 2 * grid->count);
	for (size_t i = 0; i < grid->count; i++) {
		add_span(&line, grid->blanks, i ? COLUMN_GAP : 0, row);
		add_span(&line, grid->rule, (size_t)grid->columns[i].width * dash, row);
	}
	layout_add_row(layout, line, 0);
}

/* Rows of several lines are apart by empty ones. */
static void add_columns(struct layout *layout, struct grid *grid, const struct node *row)
{
	struct rows *cells = arena_calloc(&layout->preview->arena, grid->count, sizeof *cells);
	size_t lines = 0, column = 0;
	layout_begin(layout, row);
	for (const struct node *cell = row->first; cell; cell = cell->next, column++) {
		flow_clear(&layout->flow);
		flow_add(&layout->flow, cell, row == grid->header ? label : plain);
		cells[column] = flow_break(&layout->flow, &layout->preview->arena, grid->columns[column].width);
		lines = cells[column].count > lines ? cells[column].count : lines;
	}
	bool second = row == grid->header->next;
	if (row != grid->header && !second && (grid->broken || lines > 1))
		layout_add_gap(layout);
	for (size_t at = 0; at < lines; at++)
		add_pieces(layout, grid, row, cells, at);
	if (row == grid->header)
		add_rule(layout, grid, row);
	grid->broken = lines > 1;
}

static char *repeated(struct arena *arena, const char *text, int count)
{
	size_t size = strlen(text);
	char *all = arena_take(arena, size * (size_t)count + 1, ARENA_ALIGNMENT);
	for (size_t i = 0; i < (size_t)count; i++)
		memcpy(all + i * size, text, size);
	return all;
}

/* ---- one below the other ---- */

static bool says_something(struct layout *layout, const struct node *cell)
{
	flow_clear(&layout->flow);
	flow_add(&layout->flow, cell, plain);
	return layout->flow.text.len > 0;
}

static void add_labelled(struct layout *layout, const struct grid *grid, const struct node *row)
{
	const char *mark = "• ";
	layout_begin(layout, row);
	const struct node *name = grid->header->first;
	for (const struct node *cell = row->first; cell; cell = cell->next, name = name->next) {
		if (!says_something(layout, cell))
			continue;
		flow_clear(&layout->flow);
		flow_add(&layout->flow, name, label);
		if (row != grid->header) {
			flow_add_text(&layout->flow, cell, label, ": ");
			flow_add(&layout->flow, cell, plain);
		}
		layout_add_flow(layout, mark, plain, 0);
		mark = "  ";
	}
}

void layout_table(struct layout *layout, const struct node *table)
{
	struct grid grid = {.header = table->first};
	measure(layout, &grid, table);
	bool fits = share_out(&grid, layout->columns);
	if (fits) {
		grid.rule = repeated(&layout->preview->arena, "─", layout->columns);
		grid.blanks = repeated(&layout->preview->arena, " ", layout->columns);
	}
	bool alone = !grid.header->next;
	for (const struct node *row = grid.header; row; row = row->next) {
		if (fits)
			add_columns(layout, &grid, row);
		else if (row != grid.header || alone)
			add_labelled(layout, &grid, row);
		else
			marks_is_new(layout->preview, row); /* the header stands in each row */
	}
}
