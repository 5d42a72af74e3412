import type * as z from 'zod';
import { DECIMALS, withoutDecimals } from '../contract-parts.ts';
import { redactText } from '../../../shared/redaction/redact.ts';
import { UNPRINTABLE } from '../../../shared/names/names.ts';
import { keptKey } from '../storable-json.ts';
import { optionalPart } from './optional-part.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/**
 * Counts decide what is charged, so a wrong one is never left out. Of a list of requests that is too long, their sum may
 * still be right, so the list is.
 */
const COUNTS =
  /^data\.(tokens_used|input_tokens|cache_read_tokens|cache_write_tokens|output_tokens|reasoning_tokens|compute_units|usage|per_request)(\.|$)/;

/** What is left of them without further decimals is nearer to what was meant than nothing. */
const AMOUNTS = /^data\.((usage\.|per_request\.\d+\.)?compute_units|router_cost|provider_cost\.amount)$/;

/** What stands for a name that is needed, and what for a condition that would otherwise be taken for the default. */
const STAND_INS: Readonly<Record<string, string>> = {
  'data.provider': 'unknown',
  'data.task_type': 'unknown',
  'data.service_tier': 'invalid',
  'data.speed': 'invalid',
  'data.inference_geo': 'invalid',
};

/**
 * Mends what no message has to be refused for. Changes `json`.
 * @param issues what the contract says of it
 * @returns a note for each part that was cut, replaced or left out; undefined where an issue can only be answered by a
 * rejection
 */
export function repair(json: unknown, issues: readonly Issue[]): readonly string[] | undefined {
  const notes = new Set<string>();
  const lists = new Set<unknown[]>();
  for (const issue of issues) {
    const note = repairOne(json, issue, lists);
    if (note === undefined) return undefined;
    if (note !== '') notes.add(note);
  }
  for (const list of lists) list.splice(0, list.length, ...list.filter((item) => item !== undefined));
  return [...notes];
}

/** @returns the note, empty where nothing is worth one; undefined where it cannot be mended */
function repairOne(json: unknown, issue: Issue, lists: Set<unknown[]>): string | undefined {
  const { path } = issue;
  const name = nameOf(path);
  const sent = valueAt(json, path);
  const cutAmount = AMOUNTS.test(name) ? withoutDecimals(sent) : undefined;
  if (cutAmount !== undefined) {
    setAt(json, path, cutAmount);
    return `${name}: cut to ${DECIMALS} decimals`;
  }
  if (COUNTS.test(name)) return repairCount(json, issue, name);
  if (
    issue.code === 'too_big' &&
    typeof issue.maximum === 'number' &&
    (typeof sent === 'string' || Array.isArray(sent))
  ) {
    // Half a secret is no longer known as one, so it is taken out before.
    const cut =
      typeof sent === 'string'
        ? redactText(sent).slice(0, issue.maximum).toWellFormed()
        : sent.slice(0, issue.maximum);
    setAt(json, path, cut);
    return `${name}: cut to ${issue.maximum}${typeof sent === 'string' ? ' characters' : ''}`;
  }
  if (issue.code === 'invalid_format' && typeof sent === 'string' && UNPRINTABLE.test(sent)) {
    setAt(json, path, sent.replaceAll(new RegExp(UNPRINTABLE, 'gu'), ' '));
    return `${name}: without what cannot be printed`;
  }
  const standIn = name === 'data.task_id' ? valueAt(json, ['id']) : STAND_INS[name];
  const isEmpty = sent === undefined || sent === null || (typeof sent === 'string' && sent.trim() === '');
  if (typeof standIn === 'string' && !(standIn === 'invalid' && isEmpty)) {
    setAt(json, path, standIn);
    return `${name}: ${isEmpty ? 'missing' : issue.message}, taken as ${name === 'data.task_id' ? 'id' : standIn}`;
  }
  const part = optionalPart(path);
  if (part === undefined) return undefined;
  dropAt(json, part, lists);
  // Empty is absent.
  return isEmpty && part.length === path.length ? '' : `${nameOf(part)}: left out, ${name} ${issue.message}`;
}

/** As notes have it: keys of labels are whatever producers write. */
const nameOf = (path: Path): string => path.map((key) => keptKey(String(key))).join('.');

function repairCount(json: unknown, issue: Issue, name: string): string | undefined {
  if (issue.code === 'too_big' && name === 'data.per_request') {
    setAt(json, issue.path, null);
    return `${name}: left out, ${issue.message}`;
  }
  return undefined;
}

function valueAt(json: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (isObject(value) ? Reflect.get(value, key) : undefined), json);
}

function setAt(json: unknown, path: Path, value: unknown): void {
  const parent = valueAt(json, path.slice(0, -1));
  const key = path.at(-1);
  if (isObject(parent) && key !== undefined) Reflect.set(parent, key, value);
}

function dropAt(json: unknown, path: Path, lists: Set<unknown[]>): void {
  const parent = valueAt(json, path.slice(0, -1));
  const key = path.at(-1);
  if (Array.isArray(parent)) {
    // Later issues name the other items by their places, so this one is taken out last.
    setAt(json, path, undefined);
    lists.add(parent);
  } else if (isObject(parent) && key !== undefined) Reflect.deleteProperty(parent, key);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
