import type { Parameter } from './database.ts';

/** A value that the driver sends as it is. */
export const plain = (value: string | number | boolean | Buffer | null | undefined): Parameter =>
  value ?? null;

/** A value of JSON. */
export const json = (value: object | null | undefined): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);
