import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** What a run of `npm run cost -- --measure` has found; milliseconds are of processor time unless they say otherwise. */
const measuredSchema = z.strictObject({
  date: z.string(),
  machine: z.string(),
  message: z.strictObject({
    bytes: z.number(),
    /** In ingest, beside what a call takes whatever it brings. */
    lambdaMs: z.number(),
    /** In PostgreSQL, with a fold of its deltas. */
    databaseMs: z.number(),
    /** Tables and their indexes. */
    storedBytes: z.number(),
    /** The part of it that indexes have. */
    indexBytes: z.number(),
    /** Written to PostgreSQL's log, without whole pages: Aurora writes none. */
    logBytes: z.number(),
  }),
  /** Elapsed, of a call of ingest with one message. */
  callMs: z.number(),
  /** Elapsed, of a call by a schedule that finds nothing to do. */
  scheduledMs: z.number(),
  /** Of a process of ingest, after batches as full as they can be. */
  ingestMemoryMb: z.number(),
  /** Of a page of figures: elapsed in the function, and in PostgreSQL. */
  read: z.strictObject({ lambdaMs: z.number(), databaseMs: z.number(), bytes: z.number() }),
});
export type Measured = z.output<typeof measuredSchema>;

export const MEASURED_FILE = new URL('measured.json', import.meta.url);

export const readMeasured = (): Measured =>
  measuredSchema.parse(JSON.parse(readFileSync(MEASURED_FILE, 'utf8')));
