import { count, duration } from '../../shared/format/formats.ts';
import { Card } from '../../shared/ui/card.tsx';
import type { Explained } from './explanation.ts';
import { Facts, type Fact } from '../../shared/ui/facts.tsx';

/** What was used. Both costs are of the same. */
export function Usage({ execution }: { readonly execution: Explained }) {
  const { usage } = execution;
  const tokens = (label: string, value: number | null): Fact => ({ label, value: reported(value) });
  return (
    <Card
      title="Usage"
      note="What the task reported. Both costs below are computed from it. Input includes what was read from or written to the cache."
    >
      <Facts
        texts
        facts={[
          tokens('Input tokens', usage.input_tokens),
          { ...tokens('Read from cache', usage.cache_read_tokens), help: 'cached-tokens' },
          tokens('Written to cache', usage.cache_write_tokens),
          tokens('Output tokens', usage.output_tokens),
          ...(usage.reasoning_tokens === null ? [] : [tokens('of which reasoning', usage.reasoning_tokens)]),
          tokens('All tokens', usage.tokens_used),
          ...(usage.compute_units === null ? [] : [{ label: 'Compute units', value: usage.compute_units }]),
          { label: 'Duration', value: duration(execution.duration_ms) },
        ]}
      />
    </Card>
  );
}

const reported = (value: number | null): string => (value === null ? 'not reported' : count(value));
