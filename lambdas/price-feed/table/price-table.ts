import type { PriceSource } from '../sources/price-source.ts';
import { codingModels } from './coding-models.ts';
import { factors } from './factors.ts';
import { githubCopilot } from './github-copilot.ts';

/** The project's own table: facts, each with where and when it was looked up. */
export const priceTable: PriceSource = {
  name: 'payback',
  providers: [
    { id: 'github-copilot', models: githubCopilot },
    ...codingModels.map((provider) => ({ ...provider, factors: factors[provider.id] ?? [] })),
  ],
};
