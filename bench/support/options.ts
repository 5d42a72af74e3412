import { parseArgs } from 'node:util';
import * as z from 'zod';

const NAMES = [
  'ingest',
  'recalculate',
  'fold',
  'analytics',
  'neighbours',
  'export',
  'dashboard',
  'start',
] as const;
const benchmarkName = z.enum(NAMES, { error: `--only must be one of ${NAMES.join(', ')}` });
type BenchmarkName = z.infer<typeof benchmarkName>;

export interface Options {
  readonly benchmarks: readonly BenchmarkName[];
  /** Stored executions at which the fold is measured, neighbours at the first, exports at half of it, analytics at the second. */
  readonly executions: readonly [number, number];
  readonly pendingDeltas: number;
  readonly ingestRounds: number;
  readonly ingestEvents: number;
  /** Stored executions that a price correction touches. */
  readonly recalculated: number;
}

/** @throws ZodError, or TypeError for an option that does not exist */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
  });
  const benchmarks = values.only === undefined ? benchmarkName.options : [benchmarkName.parse(values.only)];
  return values.quick
    ? {
        benchmarks,
        executions: [100_000, 500_000],
        pendingDeltas: 10_000,
        ingestRounds: 3,
        ingestEvents: 8,
        recalculated: 100_000,
      }
    : {
        benchmarks,
        executions: [1_000_000, 5_000_000],
        pendingDeltas: 100_000,
        ingestRounds: 7,
        ingestEvents: 16,
        recalculated: 1_000_000,
      };
}
