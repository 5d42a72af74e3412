const NAME_LENGTH = 4;
const TABLES_START = 12;
const TABLE_RECORD = 16;
const SEGMENTED_COVERAGE = 12;

/** Which characters an OpenType font has a glyph for, by its table of segmented coverage (cmap, format 12). */
export function coverageOf(font: Uint8Array): (codePoint: number) => boolean {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const cmap = tableOffset(view, 'cmap');
  const groups: (readonly [first: number, last: number])[] = [];
  for (let index = 0; index < view.getUint16(cmap + 2); index += 1) {
    const subtable = cmap + view.getUint32(cmap + 4 + index * 8 + 4);
    if (view.getUint16(subtable) !== SEGMENTED_COVERAGE) continue;
    for (let group = 0; group < view.getUint32(subtable + 12); group += 1) {
      const at = subtable + 16 + group * 12;
      groups.push([view.getUint32(at), view.getUint32(at + 4)]);
    }
  }
  if (groups.length === 0) throw new Error('The font has no cmap of format 12.');
  return (codePoint) => groups.some(([first, last]) => first <= codePoint && codePoint <= last);
}

function tableOffset(view: DataView, wanted: string): number {
  for (let index = 0; index < view.getUint16(NAME_LENGTH); index += 1) {
    const record = TABLES_START + index * TABLE_RECORD;
    const name = String.fromCharCode(
      ...Array.from({ length: NAME_LENGTH }, (_, at) => view.getUint8(record + at)),
    );
    if (name === wanted) return view.getUint32(record + 8);
  }
  throw new Error(`The font has no table ${wanted}.`);
}
