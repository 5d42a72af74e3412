import { labelled } from './labelled.ts';
import { placed } from './placed.ts';
import { tokens } from './tokens.ts';
import { body } from '../../../support/messages.ts';

/** The secrets of the corpus; what is shorter stands in some text by chance. */
export const secrets = [...tokens, ...labelled, ...placed].filter(({ secret }) => secret.length >= 6);

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

/** Secrets and people that a text tells of. */
export const told = (text: string): string[] => [
  ...secrets.filter(({ secret }) => text.includes(secret)).map(({ name }) => name),
  ...secrets.flatMap((_, index) => (text.includes(userOf(index)) ? [userOf(index)] : [])),
];
