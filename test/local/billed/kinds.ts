/** What is billed, its prices, and what each kind costs: worked out by hand, in the comment beside it. */

const BEFORE = '2026-05-31T23:59:59.999999Z';
const SINCE = '2026-06-01T00:00:00Z';
const YEARS_AGO = { effective_date: '2020-01-01' };

/** Of provider acme. Dollars for a token, or for one. */
export const PRICES: readonly object[] = [
  { model: 'm', pricing_model: 'per_input_token', cost_per_unit: '0.000003' },
  { model: 'm', pricing_model: 'per_input_token', above_input_tokens: 200_000, cost_per_unit: '0.000006' },
  { model: 'm', pricing_model: 'per_cache_read_token', cost_per_unit: '0.0000003' },
  { model: 'm', pricing_model: 'per_cache_write_token', cost_per_unit: '0.00000375' },
  { model: 'm', pricing_model: 'per_cache_write_1h_token', cost_per_unit: '0.000006' },
  { model: 'm', pricing_model: 'per_output_token', cost_per_unit: '0.000015' },
  { model: 'm', pricing_model: 'per_web_search', cost_per_unit: '0.01' },
  { model: 'm', pricing_model: 'per_input_token', service_tier: 'priority', cost_per_unit: '0.000007' },
  { model: 'm', pricing_model: 'per_output_token', service_tier: 'priority', cost_per_unit: '0.00003' },
  { model: 'request', pricing_model: 'per_request', cost_per_unit: '0.04' },
  { model: 'unit', pricing_model: 'per_compute_unit', cost_per_unit: '0.5' },
  { model: 'sum', pricing_model: 'per_token', cost_per_unit: '0.000001' },
  { model: 'media', pricing_model: 'per_input_token', cost_per_unit: '0.000002' },
  { model: 'media', pricing_model: 'per_output_token', cost_per_unit: '0.00001' },
  { model: 'media', pricing_model: 'per_reasoning_token', cost_per_unit: '0.00002' },
  { model: 'media', pricing_model: 'per_audio_input_token', cost_per_unit: '0.00004' },
  { model: 'media', pricing_model: 'per_audio_output_token', cost_per_unit: '0.00008' },
  { model: 'media', pricing_model: 'per_image_input_token', cost_per_unit: '0.000005' },
  { model: 'media', pricing_model: 'per_request', cost_per_unit: '0.001' },
  { model: 'dated', pricing_model: 'per_token', cost_per_unit: '0.000001', end_date: SINCE },
  { model: 'dated', pricing_model: 'per_token', cost_per_unit: '0.000002', effective_date: SINCE },
].map((price) => ({ ...YEARS_AGO, ...price }));

export const FACTORS: readonly object[] = [
  { dimension: 'service_tier', value: 'batch', factor: '0.5' },
  { dimension: 'service_tier', value: 'flex', factor: '0.6' },
  { dimension: 'inference_geo', value: 'us', factor: '1.1' },
  { model: 'media', dimension: 'speed', value: 'turbo', factor: '2' },
  { model: 'dated', dimension: 'service_tier', value: 'flex', factor: '0.5', end_date: SINCE },
  { model: 'dated', dimension: 'service_tier', value: 'flex', factor: '0.25', effective_date: SINCE },
].map((factor) => ({ ...YEARS_AGO, ...factor }));

export interface Outcome {
  readonly actual: string | null;
  readonly baseline: string | null;
  readonly reason: string | null;
  readonly detail: string | null;
}

/** Of the baseline itself, acme m: both sides cost the same. */
const same = (cost: string): Outcome => ({ actual: cost, baseline: cost, reason: null, detail: null });
const known = (actual: string, baseline: string): Outcome => ({
  actual,
  baseline,
  reason: null,
  detail: null,
});
const unknown = (reason: string, detail: string | null = null, baseline: string | null = null): Outcome => ({
  actual: null,
  baseline,
  reason,
  detail,
});

const usual = { input_tokens: 1000, output_tokens: 200 };
const tiny = { input_tokens: 1, output_tokens: 1 };
const at = (instant: string) => ({ start_time: instant, end_time: instant });
const dated = { model: 'dated', usage: { input_tokens: 600, output_tokens: 400 } };

/** With acme m as the baseline: 1,000 in and 200 out cost 3,000 + 3,000 a million there, one and one 18. */
export const KINDS: readonly [string, Record<string, unknown>, Outcome][] = [
  // 700 × 3 + 300 × 0.3 = 2,190; 200 × 15 = 3,000 a million
  [
    'cache reads',
    { usage: { input_tokens: 1000, cache_read_tokens: 300, output_tokens: 200 } },
    same('0.005190000000'),
  ],
  // 600 × 3 + 300 × 3.75 + 100 × 6 = 3,525; 3,000
  [
    'one-hour cache writes',
    {
      usage: { input_tokens: 1000, cache_write_tokens: 400, cache_write_1h_tokens: 100, output_tokens: 200 },
    },
    same('0.006525000000'),
  ],
  // 3,000 + 3,000 = 6,000, and 10 cents
  [
    'ten web searches',
    { usage: { input_tokens: 1000, output_tokens: 200, web_searches: 10 } },
    same('0.106000000000'),
  ],
  ['batch', { usage: usual, service_tier: 'batch' }, same('0.003000000000')],
  ['flex', { usage: usual, service_tier: 'flex' }, same('0.003600000000')],
  // 7,000 + 6,000
  ['priority', { usage: usual, service_tier: 'priority' }, same('0.013000000000')],
  [
    'a region in a batch',
    { usage: usual, service_tier: 'batch', inference_geo: 'US' },
    same('0.003300000000'),
  ],
  // 30 × 60,000 × 3 = 5,400,000; 30 × 10 × 15 = 4,500
  [
    '30 requests of 60,000 tokens',
    { per_request: Array.from({ length: 30 }, () => ({ input_tokens: 60_000, output_tokens: 10 })) },
    same('5.404500000000'),
  ],
  // 200,000 × 3 + 200,001 × 6 = 1,800,006
  [
    'a list with one request above the tier',
    {
      per_request: [
        { input_tokens: 200_000, output_tokens: 0 },
        { input_tokens: 200_001, output_tokens: 0 },
      ],
    },
    same('1.800006000000'),
  ],
  [
    'the same as one sum',
    { usage: { requests: 30, input_tokens: 1_800_000, output_tokens: 300 } },
    unknown('request_split_missing'),
  ],
  [
    'an unknown class',
    { usage: { input_tokens: 1, output_tokens: 1, video_tokens: 5 } },
    unknown('usage_class_unknown', 'video_tokens'),
  ],
  [
    'an unknown tier',
    { usage: tiny, service_tier: 'scale' },
    unknown('service_tier_price_missing', 'service_tier=scale'),
  ],
  ['an unknown speed', { usage: tiny, speed: 'fast' }, unknown('service_tier_price_missing', 'speed=fast')],
  ['no usage of what is billed by tokens', { success: false }, unknown('usage_missing')],
  [
    'a request of what is billed by request',
    { model: 'request', usage: { requests: 3 } },
    { actual: '0.120000000000', baseline: null, reason: 'usage_missing', detail: null },
  ],
  [
    'a message of before',
    { tokens_used: 1200, input_tokens: 1000, output_tokens: 200 },
    same('0.006000000000'),
  ],
  ['an answer of the own cache', { usage: usual, cache_hit: true }, same('0.000000000000')],
  [
    'a model that Copilot does not have',
    { provider: 'github_copilot', model: 'does-not-exist-9', usage: tiny },
    unknown('actual_price_missing', null, '0.000018000000'),
  ],
  [
    'a model that OpenAI does not have',
    { provider: 'openai_codex', model: 'does-not-exist-9', usage: tiny },
    unknown('actual_price_missing', null, '0.000018000000'),
  ],
  [
    'a model that Google does not have',
    {
      provider: 'google_code_assist',
      model: 'does-not-exist-9',
      usage: tiny,
    },
    unknown('actual_price_missing', null, '0.000018000000'),
  ],
  // A premium request counted once, at 4 cents.
  [
    'Copilot before its change',
    {
      provider: 'github_copilot',
      model: 'Claude Sonnet 4.5',
      ...at(BEFORE),
      usage: usual,
    },
    known('0.040000000000', '0.006000000000'),
  ],
  // 3,000 + 3,000 a million: the price of its tokens since.
  [
    'Copilot since its change',
    {
      provider: 'github_copilot',
      model: 'Claude Sonnet 4.5',
      ...at(SINCE),
      usage: usual,
    },
    same('0.006000000000'),
  ],
  // 200,000 × 3 = 600,000
  ['input up to the tier', { usage: { input_tokens: 200_000, output_tokens: 0 } }, same('0.600000000000')],
  // 200,001 × 6 = 1,200,006
  ['input above the tier', { usage: { input_tokens: 200_001, output_tokens: 0 } }, same('1.200006000000')],
  // 500 × 2 + 200 × 40 + 300 × 5 = 10,500; 60 × 10 + 40 × 80 = 3,800; and a request. There 1,000 × 3 + 100 × 15 = 4,500
  [
    'audio and images',
    {
      model: 'media',
      usage: {
        input_tokens: 1000,
        audio_input_tokens: 200,
        image_input_tokens: 300,
        output_tokens: 100,
        audio_output_tokens: 40,
      },
    },
    known('0.015300000000', '0.004500000000'),
  ],
  // 1,000 × 2 + 70 × 10 + 30 × 20 = 3,300, and a request
  [
    'reasoning with a price of its own',
    { model: 'media', usage: { input_tokens: 1000, output_tokens: 100, reasoning_tokens: 30 } },
    known('0.004300000000', '0.004500000000'),
  ],
  // 15 for each token of output, whatever it was spent on
  [
    'reasoning without',
    { usage: { input_tokens: 1000, output_tokens: 100, reasoning_tokens: 30 } },
    same('0.004500000000'),
  ],
  // Whether the 10 were audio of reasoning is not told.
  [
    'audio and reasoning that are more than the output',
    {
      model: 'media',
      usage: { input_tokens: 1000, output_tokens: 100, audio_output_tokens: 80, reasoning_tokens: 30 },
    },
    unknown('actual_token_split_missing', null, '0.004500000000'),
  ],
  // The factor is for tokens: 2 × 3,300, and a request. The baseline is the same provider's, and has none for it.
  [
    'a speed that the baseline does not have',
    {
      model: 'media',
      speed: 'turbo',
      usage: { input_tokens: 1000, output_tokens: 100, reasoning_tokens: 30 },
    },
    {
      actual: '0.007600000000',
      baseline: null,
      reason: 'baseline_service_tier_price_missing',
      detail: 'speed=turbo',
    },
  ],
  // 2.5 × 0.5
  [
    'compute units',
    { model: 'unit', usage: { ...usual, compute_units: 2.5 } },
    known('1.250000000000', '0.006000000000'),
  ],
  [
    'compute units that are not told',
    { model: 'unit', usage: usual },
    unknown('actual_compute_units_missing', null, '0.006000000000'),
  ],
  ['a price for all tokens', { model: 'sum', usage: usual }, known('0.001200000000', '0.006000000000')],
  [
    'a sum alone, where input and output differ',
    { model: 'sum', tokens_used: 1200 },
    {
      actual: '0.001200000000',
      baseline: null,
      reason: 'baseline_token_split_missing',
      detail: null,
    },
  ],
  [
    'searches of a model without a price for them',
    { model: 'sum', usage: { ...usual, web_searches: 1 } },
    unknown('actual_price_missing', 'per_web_search', '0.016000000000'),
  ],
  // 600 × 3 + 400 × 15 = 7,800 at the baseline
  ['a price to its last instant', { ...dated, ...at(BEFORE) }, known('0.001000000000', '0.007800000000')],
  ['its successor from its first', { ...dated, ...at(SINCE) }, known('0.002000000000', '0.007800000000')],
  // 1,000 × 0.5; 7,800 × 0.6
  [
    'a factor to its last instant',
    { ...dated, ...at(BEFORE), service_tier: 'flex' },
    known('0.000500000000', '0.004680000000'),
  ],
  // 2,000 × 0.25
  [
    'its successor from its first too',
    { ...dated, ...at(SINCE), service_tier: 'flex' },
    known('0.000500000000', '0.004680000000'),
  ],
];
