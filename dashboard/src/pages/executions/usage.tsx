import { count, duration } from '../../shared/format/formats.ts';
import { Card } from '../../shared/ui/card.tsx';
import type { Explained } from './explanation.ts';
import { Facts, type Fact } from '../../shared/ui/facts.tsx';

/** What was used. Both costs are of the same. */
export function Usage({ execution }: { readonly execution: Explained }) {
  const { usage } = execution;
  const { service_tier: tier, speed, inference_geo: place, cache_hit: isCached } = execution.conditions;
  const conditions: readonly Fact[] = [
    ...(tier === null ? [] : [{ label: 'Service tier', value: tier }]),
    ...(speed === null ? [] : [{ label: 'Speed', value: speed }]),
    ...(place === null ? [] : [{ label: 'Place of inference', value: place }]),
    ...(isCached ? [{ label: 'Answered from', value: "the gateway's own cache: nothing is billed" }] : []),
  ];
  const part = (label: string, value: number | null): Fact[] =>
    value === null ? [] : [tokens(label, value)];
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
          ...part('of which for an hour', usage.cache_write_1h_tokens),
          ...part('Audio input', usage.audio_input_tokens),
          ...part('Image input', usage.image_input_tokens),
          tokens('Output tokens', usage.output_tokens),
          ...part('of which reasoning', usage.reasoning_tokens),
          ...part('of which audio', usage.audio_output_tokens),
          tokens('All tokens', usage.tokens_used),
          ...part('Web searches', usage.web_searches),
          ...(usage.requests === 1 ? [] : [{ label: 'Provider requests', value: requestsOf(usage) }]),
          ...Object.entries(usage.unknown ?? {}).map(([key, value]) => ({
            label: `Unknown class: ${key}`,
            chosen: { kind: 'usage', name: key } as const,
            value: typeof value === 'number' ? String(value) : 'reported, but not as a number',
          })),
          ...(usage.compute_units === null ? [] : [{ label: 'Compute units', value: usage.compute_units }]),
          ...conditions,
          { label: 'Duration', value: duration(execution.duration_ms) },
        ]}
      />
    </Card>
  );
}

/** Whether their context tiers are known one by one. */
function requestsOf({ requests, requests_told: told }: Explained['usage']): string {
  if (told === 0) return `${count(requests)}, as one sum`;
  return told === requests
    ? `${count(requests)}, each reported`
    : `${count(requests)}, ${count(told)} reported one by one`;
}

const reported = (value: number | null): string => (value === null ? 'not reported' : count(value));
