const BEGIN = /-----BEGIN [A-Z0-9 ]{1,40}-----/g;
const END = /-----END [A-Z0-9 ]{1,40}-----/g;
/** What a block that was cut may consist of, headers and written-out line ends included. */
const REST = /[\w+/=\\:,;\-.()\s]{0,20000}/y;

/** Text without PEM blocks: whole ones, and the beginning of one that was cut. */
export function withoutPem(text: string): string {
  let kept = '';
  let from = 0;
  let hasEnd = true;
  for (const match of text.matchAll(BEGIN)) {
    if (match.index < from) continue;
    const inside = match.index + match[0].length;
    END.lastIndex = inside;
    REST.lastIndex = inside;
    // Behind the last end there is none, wherever one looks from.
    const end: RegExpExecArray | null = hasEnd ? END.exec(text) : null;
    hasEnd = end !== null;
    kept += `${text.slice(from, match.index)}[pem]`;
    from = end ? END.lastIndex : inside + (REST.exec(text)?.[0].length ?? 0);
  }
  return kept + text.slice(from);
}
