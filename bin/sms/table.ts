const widthOf = (cell: string): number => [...cell].length;

const line = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((cell, i) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - widthOf(cell))))
    .join('  ')
    .trimEnd();

const columns = (rows: readonly (readonly string[])[]): string[] => {
  const [first = []] = rows;
  const widths = first.map((_, i) => Math.max(...rows.map((row) => widthOf(row[i] ?? ''))));
  return rows.map((row) => line(row, widths));
};

/** What a cell may hold: what is not there is shown as nothing. */
export type Cell = string | number | undefined;

/** A line break would tear a row apart. */
const textOf = (cell: Cell): string => String(cell ?? '').replaceAll('\n', '\\n');

/** Rows under their titles, in columns two spaces apart. */
export const table = (titles: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  columns([titles.map((title) => title.toUpperCase()), ...rows.map((row) => row.map(textOf))]).join('\n');

/** Names and their values, one a line; what has no value is left out. */
export const fields = (values: Readonly<Record<string, Cell>>): string =>
  columns(
    Object.entries(values)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => [name, textOf(value)]),
  ).join('\n');
