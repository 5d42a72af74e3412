type Cell = string | number | boolean | null;

/** One record as RFC 4180 has it, its line end included; null is an empty cell. */
export function csvRecord(cells: readonly Cell[]): string {
  return `${cells.map(written).join(',')}\r\n`;
}

/**
 * Text as a cell that no spreadsheet reads as a formula: an apostrophe comes before the characters that start one (those
 * of OWASP's list). Numbers are not text: a negative one keeps its sign and stays a number.
 */
export function textCell(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}

function written(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
