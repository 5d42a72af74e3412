type Cell = string | number | boolean | null;

/** One record as RFC 4180 has it, its line end included; null is an empty cell. */
export function csvRecord(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** What starts a formula (OWASP's list), at the beginning of a text; some readers leave spaces out. */
const STARTS = /^(?:[\t\r\n]|[ \u{A0}]*[=+\-@＝＋－＠])/u;
/**
 * And after what another reader takes for the end of a cell: a spreadsheet of a country with decimal commas splits at
 * semicolons, and finds the quotes of ours inside of its cells.
 */
const STARTS_LATER = /([;,|\t\r\n"][ \u{A0}]*)([=+\-@＝＋－＠])/gu;

/** What an apostrophe may be for: nearly every text has nothing of it, which this tells at once. */
const ANYTHING = /[";,|\t\r\n]|^[ \u{A0}]*[=+\-@＝＋－＠]/u;

/**
 * Text as a cell that no spreadsheet reads as a formula, or splits into one, whatever it takes for a separator: an apostrophe
 * comes before the characters that start one. Numbers are not text: a negative one keeps its sign and stays a number.
 */
export function textCell(text: string): string {
  if (!ANYTHING.test(text)) return text;
  const inside = text.replace(STARTS_LATER, "$1'$2");
  return STARTS.test(text) ? `'${inside}` : inside;
}

/** One cell of a record: in quotes where it has to be. */
export function csvCell(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
