import { parseArgs } from 'node:util';
import * as z from 'zod';

const NAMES = [
  'ingest',
  'recalculate',
  'audit',
  'fold',
  'analytics',
  'retention',
  'neighbours',
  'export',
  'http',
  'dashboard',
  'start',
  'soak',
  'cost',
  'large',
] as const;
/** Only where they are asked for by name: they take their time. */
const APART: readonly string[] = ['soak', 'cost', 'large'];
const benchmarkName = z.enum(NAMES, { error: `--only must be one of ${NAMES.join(', ')}` });
type BenchmarkName = z.infer<typeof benchmarkName>;

/** Executions and organizations of a history. */
export interface Size {
  readonly executions: number;
  readonly organizations: number;
}

export interface Options {
  readonly benchmarks: readonly BenchmarkName[];
  /** Stored executions at which the fold is measured, neighbours at the first, exports at half of it, HTTP at a tenth, analytics at the second. */
  readonly executions: readonly [number, number];
  readonly pendingDeltas: number;
  readonly ingestRounds: number;
  readonly ingestEvents: number;
  /** Stored executions at which the audit of a night is measured. */
  readonly audited: readonly [number, number];
  /** Stored executions that a price correction touches. */
  readonly recalculated: number;
  /** How long each kind of load on the HTTP API lasts. */
  readonly loadSeconds: number;
  /** Histories whose reads are compared. */
  readonly large: readonly [Size, Size];
  readonly soak: {
    readonly seconds: number;
    /** Seconds that stand for a minute of the schedules. */
    readonly minute: number;
    /** Stored before it begins. */
    readonly executions: number;
  };
}

/** @throws ZodError, or TypeError for an option that does not exist */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
  });
  const benchmarks =
    values.only === undefined
      ? benchmarkName.options.filter((name) => !APART.includes(name))
      : [benchmarkName.parse(values.only)];
  return values.quick
    ? {
        benchmarks,
        executions: [100_000, 500_000],
        pendingDeltas: 10_000,
        ingestRounds: 3,
        ingestEvents: 8,
        audited: [20_000, 200_000],
        recalculated: 100_000,
        loadSeconds: 8,
        large: [
          { executions: 500_000, organizations: 50 },
          { executions: 5_000_000, organizations: 250 },
        ],
        soak: { seconds: 60, minute: 1, executions: 100_000 },
      }
    : {
        benchmarks,
        executions: [1_000_000, 5_000_000],
        pendingDeltas: 100_000,
        ingestRounds: 7,
        ingestEvents: 16,
        audited: [100_000, 1_000_000],
        recalculated: 1_000_000,
        loadSeconds: 20,
        large: [
          { executions: 5_000_000, organizations: 200 },
          { executions: 50_000_000, organizations: 1_000 },
        ],
        soak: { seconds: 600, minute: 6, executions: 300_000 },
      };
}
