import * as z from 'zod';
import type { Stack } from '../../test/dashboard/support/stack.ts';
import { eventually } from '../../test/support/eventually.ts';
import type { Customer } from './customer.ts';

const recalculationsSchema = z.object({ recalculations: z.array(z.object({ status: z.string() })) });
const pricesSchema = z.object({ prices: z.array(z.object({ id: z.string() })) });

/** Corrects a price and waits until what it touched is priced again, for the pages that tell of it. */
export async function restate({ asAdmin }: Stack, { id }: Customer): Promise<void> {
  // The job runs every minute.
  const nothingQueued = () =>
    eventually(async () => {
      const { recalculations } = recalculationsSchema.parse(
        await asAdmin('GET', `/recalculations?organization_id=${id}`),
      );
      return recalculations.every(({ status }) => status === 'completed') || undefined;
    }, 180);
  // Otherwise that of the first list prices would find what is corrected and count it as its own.
  await nothingQueued();
  const query = `organization_id=${id}&provider=github_copilot&model=gpt-5-mini&scope=contract`;
  const { prices } = pricesSchema.parse(await asAdmin('GET', `/pricing?${query}`));
  await asAdmin('POST', `/pricing/${prices[0]?.id}/corrections`, {
    body: { cost_per_unit: '0.012', reason: 'The invoices of the plan say 0.012' },
  });
  await nothingQueued();
}
