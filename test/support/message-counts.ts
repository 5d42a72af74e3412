import type { TestDatabase } from './test-database.ts';

type Counts = Record<'received' | 'stored' | 'repeated' | 'rejected', number>;

/** What the durable counts of all organizations and days add up to. */
export async function messageCounts({ admin }: TestDatabase): Promise<Counts> {
  const sums = ['received', 'stored', 'repeated', 'rejected'].map(
    (name) => `coalesce(sum(${name}), 0)::integer as ${name}`,
  );
  const { rows } = await admin.query<Counts>(`select ${sums.join()} from ingest_counts`);
  return rows[0] ?? { received: 0, stored: 0, repeated: 0, rejected: 0 };
}
