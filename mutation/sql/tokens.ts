export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'parameter' | 'symbol';
  /** Words in lower case. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Dollar quotes are passed over, so that a function's body is read like any other text. */
const PASSED_OVER = /\s+|--[^\n]*|\/\*[^]*?\*\/|\$[a-z_]*\$/iy;
const KINDS = [
  ['string', /e?'(?:[^']|'')*'/iy],
  ['parameter', /\$\d+|:[a-z_]\w*/iy],
  ['word', /[a-z_]\w*|"[^"]*"/iy],
  ['number', /(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?/iy],
  ['symbol', /::|:=|<=|>=|<>|!=|\|\||=>|->>?|@>|<@|&&|[^]/y],
] as const;

/** The words, constants and symbols of a text in SQL, without its comments. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    PASSED_OVER.lastIndex = at;
    const passedOver = PASSED_OVER.exec(text)?.[0].length ?? 0;
    at += passedOver;
    if (passedOver > 0) continue;
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function tokenAt(text: string, start: number): Token {
  for (const [kind, pattern] of KINDS) {
    pattern.lastIndex = start;
    const found = pattern.exec(text)?.[0];
    // `::type` is a cast and `:name` a parameter.
    if (found === undefined || (kind === 'parameter' && text.startsWith('::', start))) continue;
    return { kind, text: kind === 'word' ? found.toLowerCase() : found, start, end: start + found.length };
  }
  throw new Error(`nothing at ${start}`);
}
