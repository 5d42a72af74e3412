import * as z from 'zod';
import { createFaults } from '../../local/demo/faults.ts';
import { createHistory } from '../../local/demo/history.ts';
import { createDemoOrganization, demoOrganization, furnish } from '../../local/demo/organization.ts';
import { createCustomer, SUBJECT, type Stack } from '../../test/dashboard/support/stack.ts';

const EXECUTIONS = 6_000;

/** What the addresses of the pages are made of. */
export interface Customer {
  readonly id: string;
  /** An organization that has not sent a message yet. */
  readonly emptyId: string;
  /** A task that was routed and saved something, by prices of the contract. */
  readonly executionId: string;
  /** One of those that cost more than their baseline. */
  readonly lossId: string;
  /** A price of the contract, which can be corrected. */
  readonly priceId: string;
}

const executionsSchema = z.object({
  executions: z.array(z.object({ id: z.string(), savings: z.number().nullable() })),
});
const pricesSchema = z.object({ prices: z.array(z.object({ id: z.string(), pricing_model: z.string() })) });

/** The organization of the demo with its contracts and its history, as `npm start` makes it. */
export async function createDemoCustomer(stack: Stack): Promise<Customer> {
  const now = new Date();
  const id = await createDemoOrganization(stack.asOperator);
  await furnish(stack.asOperator, id, now);
  await stack.asOperator('PUT', `/organizations/${id}/members/${SUBJECT}`, { body: { role: 'admin' } });
  const emptyId = await createCustomer(stack, { ...demoOrganization, name: 'Northwind Labs' });
  const { time_zone: timeZone } = demoOrganization;
  const history = createHistory({ organizationId: id, timeZone, end: now, executions: EXECUTIONS });
  await stack.store(history);
  await stack.send(createFaults(history, now));

  const ofGemini = `organization_id=${id}&provider=google_code_assist&model=gemini-2.5-pro`;
  const routed = executionsSchema.parse(
    await stack.asAdmin('GET', `/executions?${ofGemini}&success=true&unpriced=false`),
  );
  const lost = executionsSchema.parse(
    await stack.asAdmin('GET', `/executions?organization_id=${id}&flag=negative_savings`),
  );
  const { prices } = pricesSchema.parse(await stack.asAdmin('GET', `/pricing?${ofGemini}&scope=contract`));
  return {
    id,
    emptyId,
    executionId: routed.executions.find(({ savings }) => (savings ?? 0) > 0)?.id ?? '',
    lossId: lost.executions[0]?.id ?? '',
    priceId: prices.find(({ pricing_model: unit }) => unit === 'per_output_token')?.id ?? '',
  };
}
