import type { Parameter } from './database.ts';

// What the driver sends as it is. A numeric, an instant, a day and a UUID are text.
export const text = (value: string): Parameter => value;
export const number = (value: number): Parameter => value;
export const boolean = (value: boolean): Parameter => value;
export const buffer = (value: Buffer): Parameter => value;

/** A value of JSON. */
export const json = (value: object): Parameter => JSON.stringify(value);

/** A value that may be missing: it is sent as null. */
export const nullable =
  <Value>(encode: (value: Value) => Parameter) =>
  (value: Value | null | undefined): Parameter =>
    value === null || value === undefined ? null : encode(value);
