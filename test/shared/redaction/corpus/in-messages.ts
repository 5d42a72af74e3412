import { labelled } from './labelled.ts';
import { placed } from './placed.ts';
import { tokens } from './tokens.ts';
import { body } from '../../../support/messages.ts';

/** Numbers, ids and digests are full of such digits: six of them stood in one of 2,000 digests by chance once. */
const mayStandInADigest = (text: string) => /^[0-9a-f]{1,15}$/i.test(text);

/** The secrets of the corpus that stand in no text by chance. */
export const secrets = [...tokens, ...labelled, ...placed].filter(
  ({ secret }) => secret.length >= 6 && !mayStandInADigest(secret),
);

/** What messages call the person of a secret. */
export const userOf = (index: number) => `person-${index}-of-northwind`;

/** A message with a text in each field that can hold one, and its user's id in each that may tell of people. */
export function everywhere(text: string, user: string) {
  const told = `${user}: ${text}`;
  return {
    user_id: user,
    task_id: told,
    provider: text,
    model: text,
    task_type: text,
    error_message: told,
    task_description: told,
    service_tier: text,
    speed: text,
    inference_geo: text,
    request_id: told,
    session_id: told,
    requested_model: text,
    baseline: { provider: text, model: text },
    labels: { note: text, author: user, [text.length > 50 ? 'long' : text]: 'x' },
    usage: { input_tokens: 1, output_tokens: 1, [text]: 7 },
    routing_decision: {
      chosen_provider: text,
      routing_strategy: text,
      algorithm_version: text,
      reasoning: told,
      alternative_providers: [{ provider: text, model: text }],
    },
  };
}

/** @param common fields of every message, such as its organization and times */
export const acceptedBodies = (common: object): unknown[] =>
  secrets.map(({ text }, index) =>
    body({ ...everywhere(text, userOf(index)), ...common }, { source: `/eu/${text}` }),
  );

/** None of them can be accepted, each for another reason. Four of each secret. */
export const refusedBodies = (common: object): unknown[] =>
  secrets.flatMap(({ text }, index) => {
    const fields = { ...everywhere(text, userOf(index)), ...common };
    return [
      body({ ...fields, success: text }, { source: text }),
      body({ [text]: { [text]: text }, labels: text }, { id: text, type: text }),
      { Message: JSON.stringify(fields), [text]: text },
      text,
    ];
  });

/** The same, as producers spell what is no message: each is refused as a whole. Six of each secret. */
export const misspelledBodies = (common: object): string[] =>
  secrets.flatMap(({ text }, index) => {
    const fields = { ...everywhere(text, userOf(index)), ...common };
    const json = JSON.stringify(body(fields));
    return [
      JSON.stringify(json),
      json.slice(0, Math.floor(json.length * 0.8)),
      `{'specversion': '1.0', 'data': {'user_id': '${userOf(index)}', 'error_message': '${text}', 'success': True}}`,
      `specversion: "1.0"\ndata:\n  user_id: ${userOf(index)}\n  error_message: ${text}\n`,
      Buffer.from(json).toString('base64'),
      JSON.stringify({ ...body({ ...fields, user_id: undefined, userId: userOf(index), success: 'yes' }) }),
    ];
  });

/** A text as it is, and as it stands in JSON, in an address, in base64 wherever it begins there, and in what PostgreSQL quotes. */
function formsOf(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1);
  // Of three places in which a text may begin within base64, the bytes that are the text's alone.
  const base64 = [0, 1, 2].map((before) => {
    const whole = Buffer.from(`${'x'.repeat(before)}${text}`)
      .toString('base64')
      .replace(/=+$/, '');
    return whole.slice(before === 0 ? 0 : 4, -2);
  });
  const forms = [text, json, JSON.stringify(json).slice(1, -1), encodeURIComponent(text), ...base64];
  return [...new Set(forms)].filter((form) => form.length >= 6 && !mayStandInADigest(form));
}
const secretForms = secrets.map(({ name, secret }) => ({ name, forms: formsOf(secret) }));
const userForms = secrets.map((_, index) => ({ name: userOf(index), forms: formsOf(userOf(index)) }));

/** Secrets and people that a text tells of, in whatever form. */
export const told = (text: string): string[] =>
  [...secretForms, ...userForms].flatMap(({ name, forms }) =>
    forms.some((form) => text.includes(form)) ? [name] : [],
  );
