import { conditionFaults } from './conditions.ts';
import type { Fault } from './fault.ts';
import { tokensOf, type Token } from './tokens.ts';

/** Every fault that is planted in a text, one at a time, in the order of their places. */
export function faultsOf(text: string): Fault[] {
  const tokens = tokensOf(text);
  const faults = [
    ...conditionFaults(tokens, text),
    ...tokens.flatMap((token, index) =>
      faultsAt(tokens, index, text).map((fault) => ({ ...token, ...fault })),
    ),
  ];
  const distinct = new Map(
    faults.map(({ start, end, replacement }) => [
      `${start} ${end} ${replacement}`,
      { start, end, replacement },
    ]),
  );
  return [...distinct.values()].toSorted((left, right) => left.start - right.start || left.end - right.end);
}

/** Of a token, unless it says where. */
type FaultAt = Pick<Fault, 'replacement'> & Partial<Fault>;

function faultsAt(tokens: readonly Token[], index: number, text: string): FaultAt[] {
  const token = tokens[index];
  if (!token) return [];
  const next = tokens[index + 1];
  switch (token.kind) {
    case 'symbol':
      return symbolFaults(tokens, index);
    case 'number':
      return isTypeModifier(tokens, index)
        ? []
        : neighbours(token.text).map((replacement) => ({ replacement }));
    case 'string':
      return SPAN_OF_TIME.test(token.text)
        ? [{ replacement: token.text.replace(/\d+/, (digits) => String(Number(digits) + 1)) }]
        : [];
    case 'word':
      if (next?.text === '(') return callFaults(tokens, index, text);
      if (token.text === 'desc') return [{ replacement: 'asc' }];
      if (token.text === 'distinct' && next?.text !== 'on' && next?.text !== 'from')
        return [{ replacement: '' }];
      if (token.text === 'left' && next?.text === 'join') return [{ replacement: '' }];
      return [];
    default:
      return [];
  }
}

const SPAN_OF_TIME = /^'\d+ (?:second|minute|hour|day|week|month|year)s?[^']*'$/;
const BOUNDARIES: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '=': '<>',
  '<>': '=',
};
const ARITHMETIC: Readonly<Record<string, string>> = { '+': '-', '-': '+', '*': '/', '/': '*' };
/** What a value cannot follow: the symbol after one is a sign, or the star that stands for all columns. */
const NO_VALUE = /^(?:select|distinct|then|else|when|and|or|not|in|where|returning|return|between|by|\W)$/;

function symbolFaults(tokens: readonly Token[], index: number): FaultAt[] {
  const symbol = tokens[index]?.text ?? '';
  // `set jit = off`, `update … set a = 1`
  if (symbol === '=' && tokens[index - 2]?.text === 'set') return [];
  const boundary = BOUNDARIES[symbol];
  if (boundary !== undefined) return [{ replacement: boundary }];
  const opposite = ARITHMETIC[symbol];
  const before = tokens[index - 1];
  if (opposite === undefined || !before || (before.text !== ')' && NO_VALUE.test(before.text))) return [];
  return [{ replacement: opposite }];
}

/** `numeric(24, 12)` */
function isTypeModifier(tokens: readonly Token[], index: number): boolean {
  const opening = tokens.slice(0, index).findLastIndex(({ text }) => text === '(');
  return /^(?:numeric|decimal|varchar|char)$/.test(tokens[opening - 1]?.text ?? '');
}

/** One more and one less in its last digit, or in its power of ten. */
function neighbours(number: string): string[] {
  const [, head = '', whole = '', fraction = ''] = /^(.*e[+-]?)?(\d*)(?:\.(\d+))?$/i.exec(number) ?? [];
  const moved = (by: bigint) => {
    const digits = String(BigInt(whole + fraction) + by).padStart(fraction.length + 1, '0');
    const point = digits.length - fraction.length;
    return head + digits.slice(0, point) + (fraction === '' ? '' : `.${digits.slice(point)}`);
  };
  return BigInt(whole + fraction) > 0n ? [moved(1n), moved(-1n)] : [moved(1n)];
}

const OTHER_CALL: Readonly<Record<string, string>> = {
  min: 'max',
  max: 'min',
  least: 'greatest',
  greatest: 'least',
  bool_and: 'bool_or',
  bool_or: 'bool_and',
};

function callFaults(tokens: readonly Token[], index: number, text: string): FaultAt[] {
  const name = tokens[index]?.text ?? '';
  const other = OTHER_CALL[name];
  if (other !== undefined) return [{ replacement: other }];
  if (name !== 'coalesce' && name !== 'count' && name !== 'nullif') return [];
  const { commas, closing } = argumentsOf(tokens, index + 1);
  const first = tokens[index + 2];
  const [comma] = commas;
  if (!first || !closing) return [];
  if (name === 'count') {
    if (first.text === '*' || first.text === 'distinct') return [];
    return [{ start: first.start, end: closing.start, replacement: '*' }];
  }
  // Without its default, or with what would have been null.
  if (!comma) return [];
  return [{ end: closing.end, replacement: text.slice(first.start, comma.start) }];
}

function argumentsOf(tokens: readonly Token[], opening: number) {
  const commas: Token[] = [];
  let depth = 0;
  for (const token of tokens.slice(opening)) {
    if (token.text === '(') depth += 1;
    else if (token.text === ')') depth -= 1;
    else if (token.text === ',' && depth === 1) commas.push(token);
    if (depth === 0) return { commas, closing: token };
  }
  return { commas, closing: undefined };
}
