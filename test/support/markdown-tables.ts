/** One row of a table by the column's heading; cells as they are read, without code marks. */
export type TableRow = Readonly<Record<string, string>>;

/** The tables of a Markdown text, each found by the heading of its columns. */
export function markdownTables(text: string): (headings: readonly string[]) => TableRow[] {
  const tables = [...text.matchAll(/(?:^\|.*\n)+/gm)].map(([table]) =>
    table
      .trim()
      .split('\n')
      .map((line) => line.split('|').slice(1, -1).map(readCell)),
  );
  return (headings) => {
    const [found, ...others] = tables.filter(([first]) => first?.join() === headings.join());
    if (!found || others.length > 0) throw new Error(`not one table of ${headings.join(', ')}`);
    // After the headings comes the line that rules them off.
    return found
      .slice(2)
      .map((cells) => Object.fromEntries(headings.map((heading, index) => [heading, cells[index] ?? ''])));
  };
}

function readCell(cell: string): string {
  return cell.trim().replaceAll('`', '');
}
