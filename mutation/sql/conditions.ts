import type { Fault } from './fault.ts';
import type { Token } from './tokens.ts';

/** Begin a condition, unless what follows shows that they do not. */
const OPENERS = new Set(['where', 'on', 'when', 'having', 'if', 'elsif', 'while']);
const NO_CONDITION = new Set(['conflict', 'constraint', 'true', 'false']);
/** End one, at its own depth. */
const ENDS = new Set(
  'and or then group order having limit offset returning union except on join left right inner cross full window for when else end loop where do as select insert update delete with ; ,'.split(
    ' ',
  ),
);

/** Each part of each condition taken out of it, negated where it is a negation, and the ends of `between`. */
export function conditionFaults(tokens: readonly Token[], text: string): Fault[] {
  return tokens.flatMap((token, index) => {
    const next = tokens[index + 1];
    if (!next || token.kind !== 'word') return [];
    if (token.text === 'is') return nullFaults(tokens, index);
    if (token.text === 'not') return notFaults(tokens, index);
    if (token.text === 'between') return betweenFaults(tokens, index, text);
    const before = tokens[index - 1]?.text ?? '';
    const opens = OPENERS.has(token.text) && before !== 'distinct' && !NO_CONDITION.has(next.text);
    const joins =
      token.text === 'or' ? before !== 'create' : token.text === 'and' && !isEndOfBetween(tokens, index);
    if (!opens && !joins) return [];
    const last = lastOfPart(tokens, index + 1);
    if (!last) return [];
    const end = tokens.indexOf(last);
    const isOfOr = (joins ? token : tokens[end + 1])?.text === 'or';
    const part = text.slice(next.start, last.end);
    // A parameter that nothing mentions has no type.
    const isKept = tokens.slice(index, end + 1).some(({ kind }) => kind === 'parameter');
    const neutral = isOfOr ? 'false' : 'true';
    const undone = isKept ? `(${part} ${isOfOr ? 'and false' : 'or true'})` : neutral;
    if (!joins) return [{ start: next.start, end: last.end, replacement: undone }];
    return [{ start: token.start, end: last.end, replacement: isKept ? `${token.text} ${undone}` : '' }];
  });
}

/** The last token of the part of a condition that starts there. */
function lastOfPart(tokens: readonly Token[], from: number): Token | undefined {
  let depth = 0;
  for (let index = from; index < tokens.length; index++) {
    const { text = '' } = tokens[index] ?? {};
    if (depth === 0 && ENDS.has(text) && !isEndOfBetween(tokens, index)) return beforeOf(tokens, index, from);
    // The cases of a case belong to it.
    if (text === '(' || text === '[' || text === 'case') depth += 1;
    if (text === ')' || text === ']' || (text === 'end' && depth > 0)) depth -= 1;
    if (depth < 0) return beforeOf(tokens, index, from);
  }
  return tokens.at(-1);
}

const beforeOf = (tokens: readonly Token[], index: number, from: number) =>
  index > from ? tokens[index - 1] : undefined;

/** Whether it is the `and` of `between … and …`. */
function isEndOfBetween(tokens: readonly Token[], index: number): boolean {
  if (tokens[index]?.text !== 'and') return false;
  let depth = 0;
  for (let at = index - 1; at >= 0; at--) {
    const { text = '' } = tokens[at] ?? {};
    if (text === ')') depth += 1;
    if (text === '(') depth -= 1;
    if (depth < 0) return false;
    if (depth === 0 && text === 'between') return true;
    if (depth === 0 && (text === 'and' || text === 'or' || OPENERS.has(text))) return false;
  }
  return false;
}

function nullFaults(tokens: readonly Token[], index: number): Fault[] {
  const [is, second, third] = tokens.slice(index, index + 3);
  const negated = second?.text === 'not';
  const what = negated ? third : second;
  if (!is || !what || !['null', 'distinct', 'true', 'false'].includes(what.text)) return [];
  return [
    { start: is.start, end: what.end, replacement: negated ? `is ${what.text}` : `is not ${what.text}` },
  ];
}

function notFaults(tokens: readonly Token[], index: number): Fault[] {
  const [before, not, next] = tokens.slice(Math.max(index - 1, 0), index + 2);
  if (!before || !not || before.text === 'is' || next?.text === 'materialized' || next?.text === 'null')
    return [];
  return [{ start: not.start, end: not.end, replacement: '' }];
}

/** `x between a and b` without one of its ends. */
function betweenFaults(tokens: readonly Token[], index: number, text: string): Fault[] {
  const value = tokens
    .slice(0, index)
    .findLastIndex(({ text: of }, at) => of !== '.' && tokens[at - 1]?.text !== '.');
  const first = tokens[value];
  const between = tokens[index];
  const middle = tokens.findIndex((_, at) => at > index && isEndOfBetween(tokens, at));
  const and = tokens[middle];
  const last = lastOfPart(tokens, middle + 1);
  if (!first || first.kind === 'symbol' || !between || !and || !last || middle < 0) return [];
  const [x, a, b] = [
    text.slice(first.start, between.start).trim(),
    text.slice(between.end, and.start).trim(),
    text.slice(and.end, last.end).trim(),
  ];
  return [
    { start: first.start, end: last.end, replacement: `(${x} > ${a} and ${x} <= ${b})` },
    { start: first.start, end: last.end, replacement: `(${x} >= ${a} and ${x} < ${b})` },
  ];
}
