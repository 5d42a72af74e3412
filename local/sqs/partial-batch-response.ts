import * as z from 'zod';

const responseSchema = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() })
  .nullish();

/**
 * What a function with ReportBatchItemFailures left unprocessed. As AWS documents: nothing reported is complete
 * success; a malformed report, an empty identifier or one that is not in the batch is complete failure.
 */
export function failedMessageIds(response: unknown, batch: readonly string[]): ReadonlySet<string> {
  const parsed = responseSchema.safeParse(response);
  if (!parsed.success) return new Set(batch);
  const failed = (parsed.data?.batchItemFailures ?? []).map((failure) => failure.itemIdentifier);
  const known = new Set(batch);
  return failed.every((id) => known.has(id)) ? new Set(failed) : known;
}
