import * as z from 'zod';
import { route } from '../../../shared/http/route.ts';
import { provider, timestamp } from '../../../shared/http/schemas.ts';
import { tag } from '../price-contract.ts';

const priceSource = z.object({
  provider: provider.meta({ description: 'As messages name it.' }),
  price_source: z.string().nullable().meta({
    description: 'The provider of the lists by whose prices it is billed; null: by none.',
    example: 'openai',
  }),
  set_by: z.string(),
  set_at: timestamp,
  is_applied: z.boolean().meta({
    description:
      'False: within a minute its list prices are taken over and what they priced is priced again.',
  }),
});

export const listPriceSources = route({
  method: 'GET',
  path: '/api/v1/pricing/sources',
  operationId: 'listPriceSources',
  summary: 'Which list prices providers are billed by',
  description:
    'Providers that are not here are billed by the list prices of their own name, where there are any. `known` are the ' +
    'providers of the lists.',
  tag,
  status: 200,
  result: z.object({ sources: z.array(priceSource), known: z.array(z.string()) }),
});

export const setPriceSource = route({
  method: 'PUT',
  path: '/api/v1/pricing/sources',
  operationId: 'setPriceSource',
  summary: 'Set which list prices a provider is billed by (operators)',
  description:
    'Within a minute the list prices of the provider are those of the source, from the beginning, and what is stored is ' +
    'priced again. Prices of operators and contracts stay.',
  tag,
  body: z.strictObject({
    provider,
    price_source: provider.nullable().meta({ description: 'Null: no list prices.', example: 'openai' }),
  }),
  status: 200,
  result: priceSource,
});
