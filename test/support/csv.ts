/** Records of an RFC 4180 text, read a character at a time: another way than it was written. */
export function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    record.push(cell);
    cell = '';
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(at + 1) === '"') cell += text.charAt(at++);
      else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',') endCell();
    else if (character === '\r' && text.charAt(at + 1) === '\n') {
      endCell();
      records.push(record);
      record = [];
      at++;
    } else cell += character;
  }
  if (record.length > 0 || cell !== '') throw new Error('the last record has no end');
  return records;
}
