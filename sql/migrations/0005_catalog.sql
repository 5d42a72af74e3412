-- Up Migration

-- List prices that a new installation starts with, so that it prices something: the three providers, every task type
-- (code_generation, code_review, debugging, documentation and whatever else is sent), dollars per unit. Published
-- prices of the models behind each provider; an operator replaces them by newer versions over the API.
insert into provider_pricing (
  provider, model, pricing_model, above_input_tokens, cost_per_unit, effective_date, end_date, source, notes,
  created_by)
values
  -- GitHub Copilot charged premium requests at $0.04 until it went over to token-based credits in June 2026.
  ('github_copilot', null, 'per_request', 0, 0.04, '2025-01-01Z', '2026-06-01Z', 'manual_entry',
    'GitHub Copilot premium request', 'catalog'),
  ('github_copilot', null, 'per_input_token', 0, 0.000002, '2026-06-01Z', null, 'manual_entry',
    'GitHub Copilot credits, GPT-4.1', 'catalog'),
  ('github_copilot', null, 'per_cache_read_token', 0, 0.0000005, '2026-06-01Z', null, 'manual_entry',
    'GitHub Copilot credits, GPT-4.1', 'catalog'),
  ('github_copilot', null, 'per_output_token', 0, 0.000008, '2026-06-01Z', null, 'manual_entry',
    'GitHub Copilot credits, GPT-4.1', 'catalog'),
  ('github_copilot', 'gpt-5-mini', 'per_input_token', 0, 0.00000025, '2026-06-01Z', null, 'manual_entry',
    'GitHub Copilot credits, GPT-5 mini', 'catalog'),
  ('github_copilot', 'gpt-5-mini', 'per_cache_read_token', 0, 0.000000025, '2026-06-01Z', null, 'manual_entry',
    'GitHub Copilot credits, GPT-5 mini', 'catalog'),
  ('github_copilot', 'gpt-5-mini', 'per_output_token', 0, 0.000002, '2026-06-01Z', null, 'manual_entry',
    'GitHub Copilot credits, GPT-5 mini', 'catalog'),
  ('openai_codex', null, 'per_input_token', 0, 0.00000125, '2025-01-01Z', null, 'manual_entry',
    'OpenAI API, GPT-5-Codex', 'catalog'),
  ('openai_codex', null, 'per_cache_read_token', 0, 0.000000125, '2025-01-01Z', null, 'manual_entry',
    'OpenAI API, GPT-5-Codex', 'catalog'),
  ('openai_codex', null, 'per_output_token', 0, 0.00001, '2025-01-01Z', null, 'manual_entry',
    'OpenAI API, GPT-5-Codex', 'catalog'),
  ('openai_codex', 'gpt-5-mini', 'per_input_token', 0, 0.00000025, '2025-01-01Z', null, 'manual_entry',
    'OpenAI API, GPT-5 mini', 'catalog'),
  ('openai_codex', 'gpt-5-mini', 'per_cache_read_token', 0, 0.000000025, '2025-01-01Z', null, 'manual_entry',
    'OpenAI API, GPT-5 mini', 'catalog'),
  ('openai_codex', 'gpt-5-mini', 'per_output_token', 0, 0.000002, '2025-01-01Z', null, 'manual_entry',
    'OpenAI API, GPT-5 mini', 'catalog'),
  -- Gemini 2.5 Pro charges another rate for the whole request above 200,000 input tokens.
  ('google_code_assist', null, 'per_input_token', 0, 0.00000125, '2025-01-01Z', null, 'manual_entry',
    'Gemini API, Gemini 2.5 Pro', 'catalog'),
  ('google_code_assist', null, 'per_input_token', 200000, 0.0000025, '2025-01-01Z', null, 'manual_entry',
    'Gemini API, Gemini 2.5 Pro above 200,000 input tokens', 'catalog'),
  ('google_code_assist', null, 'per_cache_read_token', 0, 0.000000125, '2025-01-01Z', null, 'manual_entry',
    'Gemini API, Gemini 2.5 Pro', 'catalog'),
  ('google_code_assist', null, 'per_cache_read_token', 200000, 0.00000025, '2025-01-01Z', null, 'manual_entry',
    'Gemini API, Gemini 2.5 Pro above 200,000 input tokens', 'catalog'),
  ('google_code_assist', null, 'per_output_token', 0, 0.00001, '2025-01-01Z', null, 'manual_entry',
    'Gemini API, Gemini 2.5 Pro', 'catalog'),
  ('google_code_assist', null, 'per_output_token', 200000, 0.000015, '2025-01-01Z', null, 'manual_entry',
    'Gemini API, Gemini 2.5 Pro above 200,000 input tokens', 'catalog'),
  ('google_code_assist', 'gemini-2.5-flash', 'per_input_token', 0, 0.0000003, '2025-01-01Z', null, 'manual_entry',
    'Gemini API, Gemini 2.5 Flash', 'catalog'),
  ('google_code_assist', 'gemini-2.5-flash', 'per_cache_read_token', 0, 0.00000003, '2025-01-01Z', null,
    'manual_entry', 'Gemini API, Gemini 2.5 Flash', 'catalog'),
  ('google_code_assist', 'gemini-2.5-flash', 'per_output_token', 0, 0.0000025, '2025-01-01Z', null, 'manual_entry',
    'Gemini API, Gemini 2.5 Flash', 'catalog');

-- The next migration alters the table, which pending checks of its deferred foreign key would forbid.
set constraints all immediate;
