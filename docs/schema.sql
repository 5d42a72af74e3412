-- The schema as it is after every migration, read from the catalogs of a fresh database: npm run schema writes this
-- file, npm test compares it. It is for reading; what is applied is sql/migrations and sql/functions.
-- Left out: weekly partitions (made by ensure_partitions), the bodies of functions (sql/functions, and the migrations),
-- what extensions bring. Everything belongs to payback_owner unless an ALTER … OWNER says otherwise; a function may be
-- called by every role unless a REVOKE says otherwise.

-- Roles

CREATE ROLE payback_api LOGIN;
CREATE ROLE payback_feed LOGIN;
CREATE ROLE payback_ingest LOGIN;
CREATE ROLE payback_live LOGIN;
CREATE ROLE payback_operations LOGIN;
CREATE ROLE payback_owner NOLOGIN;
CREATE ROLE payback_pricing LOGIN;
CREATE ROLE payback_rollup LOGIN;
CREATE ROLE payback_upkeep LOGIN;
CREATE ROLE payback_worker NOLOGIN;
GRANT CREATE, USAGE ON SCHEMA public TO payback_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
GRANT USAGE ON SCHEMA public TO payback_api;
GRANT USAGE ON SCHEMA public TO payback_feed;
GRANT USAGE ON SCHEMA public TO payback_ingest;
GRANT USAGE ON SCHEMA public TO payback_live;
GRANT USAGE ON SCHEMA public TO payback_operations;
GRANT USAGE ON SCHEMA public TO payback_pricing;
GRANT USAGE ON SCHEMA public TO payback_rollup;
GRANT USAGE ON SCHEMA public TO payback_upkeep;

-- Types

CREATE TYPE execution_to_price AS (
  row_number integer,
  organization_id uuid,
  provider text,
  model text,
  task_type text,
  start_time timestamp with time zone,
  used usage,
  per_request jsonb,
  unknown_usage jsonb,
  service_tier text,
  speed text,
  inference_geo text,
  cache_hit boolean,
  requested_model text,
  labels jsonb,
  message_baseline_provider text,
  message_baseline_model text,
  provider_cost numeric
);

CREATE TYPE measured_execution AS (
  organization_id uuid,
  day date,
  provider text,
  model text,
  task_type text,
  weight integer,
  success boolean,
  actual_cost numeric,
  baseline_cost numeric,
  routed boolean,
  cost_optimized boolean,
  used usage,
  duration_ms bigint,
  failed_without_usage boolean
);

CREATE TYPE rate_card AS (
  organization_id uuid,
  provider text,
  model text,
  task_type text,
  valid_from timestamp with time zone,
  valid_to timestamp with time zone,
  above_input_tokens bigint,
  up_to_input_tokens bigint,
  has_tiers boolean,
  per_token numeric,
  per_input_token numeric,
  per_cache_read_token numeric,
  per_cache_write_token numeric,
  per_output_token numeric,
  per_request numeric,
  per_compute_unit numeric,
  price_ids uuid[],
  service_tier text,
  speed text,
  inference_geo text,
  token_factor numeric,
  missing_condition text,
  is_any_model boolean,
  is_inferred boolean,
  per_cache_write_1h_token numeric,
  per_reasoning_token numeric,
  per_audio_input_token numeric,
  per_audio_output_token numeric,
  per_image_input_token numeric,
  per_web_search numeric,
  factor_ids uuid[]
);

CREATE TYPE recalculated_batch AS (
  examined integer,
  last_start_time timestamp with time zone,
  last_id uuid,
  days recalculated_day[]
);

CREATE TYPE recalculated_day AS (
  day date,
  executions_changed bigint,
  actual_cost_before numeric,
  actual_cost_after numeric,
  savings_before numeric,
  savings_after numeric
);

CREATE TYPE usage AS (
  tokens_used bigint,
  input_tokens bigint,
  cache_read_tokens bigint,
  cache_write_tokens bigint,
  output_tokens bigint,
  compute_units numeric,
  reasoning_tokens bigint,
  requests bigint,
  cache_write_1h_tokens bigint,
  audio_input_tokens bigint,
  audio_output_tokens bigint,
  image_input_tokens bigint,
  web_searches bigint
);

-- Tables

CREATE TABLE analytics_aggregations (
  organization_id uuid NOT NULL,
  period_type text NOT NULL,
  period_start date NOT NULL,
  period_end date NOT NULL,
  total_tasks bigint NOT NULL,
  successful_tasks bigint NOT NULL,
  failed_tasks bigint NOT NULL,
  priced_tasks bigint NOT NULL,
  total_tokens numeric NOT NULL,
  total_cost numeric NOT NULL,
  baseline_cost numeric NOT NULL,
  total_savings numeric GENERATED ALWAYS AS (baseline_cost - total_cost) STORED NOT NULL,
  savings_percentage numeric GENERATED ALWAYS AS (100::numeric * (baseline_cost - total_cost) / NULLIF(baseline_cost, 0::numeric)) STORED,
  failed_cost numeric NOT NULL,
  uncompared_cost numeric NOT NULL,
  by_provider jsonb NOT NULL,
  by_task_type jsonb NOT NULL,
  avg_duration_ms numeric,
  p50_duration_ms numeric,
  p95_duration_ms numeric,
  p99_duration_ms numeric,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  compared_tasks bigint,
  failed_without_usage bigint,
  duration_bins smallint[],
  duration_counts bigint[],
  CONSTRAINT analytics_aggregations_period_type_check CHECK (period_type = ANY (ARRAY['daily'::text, 'weekly'::text, 'monthly'::text])),
  CONSTRAINT analytics_aggregations_pkey PRIMARY KEY (organization_id, period_type, period_start)
);
ALTER TABLE analytics_aggregations ENABLE ROW LEVEL SECURITY;
ALTER TABLE analytics_aggregations FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON analytics_aggregations FOR ALL TO payback_live, payback_pricing, payback_rollup
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON analytics_aggregations FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE api_keys (
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  name text NOT NULL,
  scopes text[] NOT NULL,
  key_hash bytea NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  last_used_at timestamp with time zone,
  revoked_by text,
  revoked_at timestamp with time zone,
  CONSTRAINT api_keys_check CHECK ((revoked_by IS NULL) = (revoked_at IS NULL)),
  CONSTRAINT api_keys_key_hash_check CHECK (length(key_hash) = 32),
  CONSTRAINT api_keys_key_hash_key UNIQUE (key_hash),
  CONSTRAINT api_keys_name_check CHECK (length(name) >= 1 AND length(name) <= 100),
  CONSTRAINT api_keys_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT api_keys_pkey PRIMARY KEY (id),
  CONSTRAINT api_keys_scopes_check CHECK (cardinality(scopes) >= 1 AND cardinality(scopes) <= 3 AND scopes <@ ARRAY['read'::text, 'write'::text, 'intake'::text])
);
CREATE INDEX api_keys_by_organization ON api_keys USING btree (organization_id, created_at DESC, id DESC);
ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY presented ON api_keys FOR ALL TO payback_owner
  USING ((key_hash = ( SELECT current_api_key_hash() AS current_api_key_hash)));
CREATE POLICY tenant ON api_keys FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE archived_days (
  organization_id uuid NOT NULL,
  day date NOT NULL,
  executions bigint NOT NULL,
  bytes bigint NOT NULL,
  rollups_hash bytea NOT NULL,
  executions_state text NOT NULL,
  archived_at timestamp with time zone DEFAULT now() NOT NULL,
  handed_over_at timestamp with time zone,
  CONSTRAINT archived_days_bytes_check CHECK (bytes > 0),
  CONSTRAINT archived_days_executions_check CHECK (executions >= 0),
  CONSTRAINT archived_days_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT archived_days_pkey PRIMARY KEY (organization_id, day),
  CONSTRAINT archived_days_rollups_hash_check CHECK (length(rollups_hash) = 32)
);
ALTER TABLE archived_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE archived_days FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON archived_days FOR ALL TO payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY owner ON archived_days FOR SELECT TO payback_owner
  USING (true);
CREATE POLICY tenant ON archived_days FOR SELECT TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE audit_log (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  organization_id uuid,
  actor text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  details jsonb DEFAULT '{}'::jsonb NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  resource_type text,
  address inet,
  user_agent text,
  CONSTRAINT audit_log_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT audit_log_pkey PRIMARY KEY (id),
  CONSTRAINT audit_log_resource_type_check CHECK (length(resource_type) >= 1 AND length(resource_type) <= 100),
  CONSTRAINT audit_log_user_agent_check CHECK (length(user_agent) >= 1 AND length(user_agent) <= 200)
);
CREATE INDEX audit_log_by_time ON audit_log USING brin (created_at);
CREATE INDEX audit_log_newest_first ON audit_log USING btree (organization_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX audit_log_views ON audit_log USING btree (organization_id, actor, resource_type, subject, date_trunc('hour'::text, (created_at AT TIME ZONE 'UTC'::text))) WHERE action = 'view_analytics'::text;
ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_log FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON audit_log FOR ALL TO payback_feed, payback_pricing, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY old ON audit_log FOR ALL TO payback_owner
  USING ((created_at < (now() - '366 days'::interval)))
  WITH CHECK (false);
CREATE POLICY tenant ON audit_log FOR ALL TO payback_api
  USING (((organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)))
  WITH CHECK (((organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)));
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_log_complete BEFORE INSERT ON audit_log FOR EACH ROW EXECUTE FUNCTION complete_audit_entry();
CREATE TRIGGER audit_log_keeps_a_year BEFORE DELETE ON audit_log FOR EACH ROW WHEN (old.created_at >= (now() - '366 days'::interval)) EXECUTE FUNCTION refuse_change();

CREATE TABLE audited_days (
  organization_id uuid NOT NULL,
  day date NOT NULL,
  made_by text NOT NULL,
  executions bigint NOT NULL,
  executions_hash numeric NOT NULL,
  rollups_hash numeric NOT NULL,
  aggregated_at timestamp with time zone,
  read_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT audited_days_pkey PRIMARY KEY (organization_id, day)
);
ALTER TABLE audited_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE audited_days FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON audited_days FOR ALL TO payback_pricing
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON audited_days FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE daily_active_users (
  organization_id uuid NOT NULL,
  day date NOT NULL,
  user_id uuid NOT NULL,
  CONSTRAINT daily_active_users_pkey PRIMARY KEY (organization_id, day, user_id)
);
ALTER TABLE daily_active_users ENABLE ROW LEVEL SECURITY;
ALTER TABLE daily_active_users FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON daily_active_users FOR ALL TO payback_ingest, payback_pricing, payback_rollup, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON daily_active_users FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE daily_rollups (
  organization_id uuid NOT NULL,
  day date NOT NULL,
  provider text NOT NULL,
  model text,
  task_type text NOT NULL,
  executions bigint NOT NULL,
  successful bigint NOT NULL,
  priced bigint NOT NULL,
  compared bigint NOT NULL,
  costed_successful bigint NOT NULL,
  routed bigint NOT NULL,
  cost_optimized bigint NOT NULL,
  negative_savings bigint NOT NULL,
  total_tokens numeric NOT NULL,
  input_tokens numeric NOT NULL,
  cache_read_tokens numeric NOT NULL,
  cache_write_tokens numeric NOT NULL,
  output_tokens numeric NOT NULL,
  compute_units numeric NOT NULL,
  actual_cost numeric NOT NULL,
  baseline_cost numeric NOT NULL,
  failed_cost numeric NOT NULL,
  uncompared_cost numeric NOT NULL,
  duration_ms numeric NOT NULL,
  duration_bins smallint[] NOT NULL,
  duration_counts bigint[] NOT NULL,
  failed_without_usage bigint NOT NULL,
  CONSTRAINT daily_rollups_key UNIQUE NULLS NOT DISTINCT (organization_id, day, provider, model, task_type)
);
ALTER TABLE daily_rollups ENABLE ROW LEVEL SECURITY;
ALTER TABLE daily_rollups FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON daily_rollups FOR ALL TO payback_feed, payback_operations, payback_pricing, payback_rollup, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON daily_rollups FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE erased_users (
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL,
  erased_at timestamp with time zone NOT NULL,
  later_user_id uuid DEFAULT gen_random_uuid() NOT NULL,
  erasure_id uuid NOT NULL,
  CONSTRAINT erased_users_erasure_id_fkey FOREIGN KEY (erasure_id) REFERENCES erasures(id),
  CONSTRAINT erased_users_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT erased_users_pkey PRIMARY KEY (organization_id, user_id)
);
ALTER TABLE erased_users ENABLE ROW LEVEL SECURITY;
ALTER TABLE erased_users FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON erased_users FOR ALL TO payback_ingest, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON erased_users FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE erasure_people (
  erasure_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL,
  surrogate uuid DEFAULT gen_random_uuid() NOT NULL,
  CONSTRAINT erasure_people_erasure_id_fkey FOREIGN KEY (erasure_id) REFERENCES erasures(id),
  CONSTRAINT erasure_people_pkey PRIMARY KEY (erasure_id, user_id)
);
ALTER TABLE erasure_people ENABLE ROW LEVEL SECURITY;
ALTER TABLE erasure_people FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON erasure_people FOR ALL TO payback_operations, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON erasure_people FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE erasures (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  organization_id uuid NOT NULL,
  requested_by text NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  kept_outside_at timestamp with time zone,
  rows_erased_at timestamp with time zone,
  executions bigint DEFAULT 0 NOT NULL,
  finished_at timestamp with time zone,
  CONSTRAINT erasures_executions_check CHECK (executions >= 0),
  CONSTRAINT erasures_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT erasures_pkey PRIMARY KEY (id)
);
CREATE INDEX erasures_unfinished ON erasures USING btree (requested_at) WHERE finished_at IS NULL;
ALTER TABLE erasures ENABLE ROW LEVEL SECURITY;
ALTER TABLE erasures FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON erasures FOR ALL TO payback_operations, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY member ON erasures FOR SELECT TO payback_api
  USING (((EXISTS ( SELECT
   FROM memberships m
  WHERE ((m.organization_id = erasures.organization_id) AND (m.subject = ( SELECT current_subject() AS current_subject))))) OR (organization_id = ( SELECT current_api_key.organization_id
   FROM current_api_key))));
CREATE POLICY tenant ON erasures FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE execution_flags (
  organization_id uuid NOT NULL,
  execution_id uuid NOT NULL,
  start_time timestamp with time zone NOT NULL,
  kind text NOT NULL,
  status text DEFAULT 'open'::text NOT NULL,
  note text,
  reviewed_by text,
  reviewed_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  CONSTRAINT execution_flags_check CHECK ((status = 'reviewed'::text) = (reviewed_at IS NOT NULL AND reviewed_by IS NOT NULL)),
  CONSTRAINT execution_flags_kind_check CHECK (kind = ANY (ARRAY['negative_savings'::text, 'cost_over_10x_baseline'::text, 'over_review_threshold'::text])),
  CONSTRAINT execution_flags_pkey PRIMARY KEY (organization_id, execution_id, kind),
  CONSTRAINT execution_flags_status_check CHECK (status = ANY (ARRAY['open'::text, 'reviewed'::text]))
);
CREATE UNIQUE INDEX execution_flags_id ON execution_flags USING btree (organization_id, id);
CREATE INDEX execution_flags_newest ON execution_flags USING btree (organization_id, start_time, id);
CREATE INDEX execution_flags_open ON execution_flags USING btree (organization_id, start_time, id) INCLUDE (kind) WHERE status = 'open'::text;
ALTER TABLE execution_flags ENABLE ROW LEVEL SECURITY;
ALTER TABLE execution_flags FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON execution_flags FOR ALL TO payback_ingest, payback_operations, payback_pricing, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON execution_flags FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE execution_keys (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  start_time timestamp with time zone NOT NULL,
  hash_version smallint NOT NULL,
  content_hash bytea NOT NULL,
  CONSTRAINT execution_keys_unique PRIMARY KEY (organization_id, id),
  CONSTRAINT keys_by_week_hash_version_check CHECK (hash_version = ANY (ARRAY[1, 2]))
) PARTITION BY RANGE (id);
ALTER TABLE execution_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE execution_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON execution_keys FOR ALL TO payback_ingest, payback_operations, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY owner ON execution_keys FOR ALL TO payback_owner
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON execution_keys FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE ingest_counts (
  organization_id uuid,
  day date NOT NULL,
  source text NOT NULL,
  received bigint NOT NULL,
  stored bigint NOT NULL,
  repeated bigint NOT NULL,
  rejected bigint NOT NULL,
  CONSTRAINT ingest_counts_complete CHECK (received = (stored + repeated + rejected)),
  CONSTRAINT ingest_counts_key UNIQUE NULLS NOT DISTINCT (organization_id, day, source),
  CONSTRAINT ingest_counts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id)
);
ALTER TABLE ingest_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE ingest_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON ingest_counts FOR ALL TO payback_ingest, payback_operations, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON ingest_counts FOR SELECT TO payback_api
  USING (((organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ((organization_id IS NULL) AND ( SELECT current_is_operator() AS current_is_operator))));

CREATE TABLE ingest_rejections (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  message_id text NOT NULL,
  organization_id uuid,
  execution_id text,
  reason text NOT NULL,
  path text,
  detail text NOT NULL,
  received_at timestamp with time zone DEFAULT now() NOT NULL,
  source text DEFAULT ''::text NOT NULL,
  structure jsonb,
  body_bytes integer,
  body_hash bytea,
  CONSTRAINT ingest_rejections_message_id_key UNIQUE (message_id),
  CONSTRAINT ingest_rejections_pkey PRIMARY KEY (id)
);
CREATE INDEX ingest_rejections_by_execution ON ingest_rejections USING btree (organization_id, execution_id) WHERE execution_id IS NOT NULL;
CREATE INDEX ingest_rejections_newest ON ingest_rejections USING btree (organization_id, received_at DESC, id DESC);
ALTER TABLE ingest_rejections ENABLE ROW LEVEL SECURITY;
ALTER TABLE ingest_rejections FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON ingest_rejections FOR ALL TO payback_ingest, payback_operations, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON ingest_rejections FOR SELECT TO payback_api
  USING (((organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ((organization_id IS NULL) AND ( SELECT current_is_operator() AS current_is_operator))));

CREATE TABLE job_runs (
  job text NOT NULL,
  succeeded_at timestamp with time zone,
  seconds double precision,
  failed_at timestamp with time zone,
  failure text,
  CONSTRAINT job_runs_check CHECK ((failed_at IS NULL) = (failure IS NULL)),
  CONSTRAINT job_runs_check1 CHECK ((succeeded_at IS NULL) = (seconds IS NULL)),
  CONSTRAINT job_runs_pkey PRIMARY KEY (job)
) WITH (fillfactor=50);
ALTER TABLE job_runs ENABLE ROW LEVEL SECURITY;
ALTER TABLE job_runs FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON job_runs FOR ALL TO payback_feed, payback_operations, payback_pricing, payback_rollup, payback_upkeep
  USING (true)
  WITH CHECK (true);

CREATE TABLE live_connections (
  connection_id text NOT NULL,
  organization_id uuid NOT NULL,
  subject text NOT NULL,
  connected_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT live_connections_connection_id_check CHECK (length(connection_id) >= 1 AND length(connection_id) <= 200),
  CONSTRAINT live_connections_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT live_connections_pkey PRIMARY KEY (connection_id)
);
CREATE INDEX live_connections_by_organization ON live_connections USING btree (organization_id);
ALTER TABLE live_connections ENABLE ROW LEVEL SECURITY;
ALTER TABLE live_connections FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON live_connections FOR ALL TO payback_live, payback_operations
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON live_connections FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE live_hints (
  organization_id uuid NOT NULL,
  announced text NOT NULL,
  tried_at timestamp with time zone NOT NULL,
  CONSTRAINT live_hints_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT live_hints_pkey PRIMARY KEY (organization_id)
);
ALTER TABLE live_hints ENABLE ROW LEVEL SECURITY;
ALTER TABLE live_hints FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON live_hints FOR ALL TO payback_live
  USING (true)
  WITH CHECK (true);

CREATE TABLE live_tickets (
  ticket_hash bytea NOT NULL,
  organization_id uuid NOT NULL,
  subject text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT live_tickets_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT live_tickets_pkey PRIMARY KEY (ticket_hash),
  CONSTRAINT live_tickets_ticket_hash_check CHECK (length(ticket_hash) = 32)
);
CREATE INDEX live_tickets_by_organization ON live_tickets USING btree (organization_id, expires_at);
ALTER TABLE live_tickets ENABLE ROW LEVEL SECURITY;
ALTER TABLE live_tickets FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON live_tickets FOR ALL TO payback_live
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON live_tickets FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE live_watch (
  is_only boolean DEFAULT true NOT NULL,
  watch_id text DEFAULT ''::text NOT NULL,
  seen_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
  CONSTRAINT live_watch_is_only_check CHECK (is_only),
  CONSTRAINT live_watch_pkey PRIMARY KEY (is_only)
);
ALTER TABLE live_watch ENABLE ROW LEVEL SECURITY;
ALTER TABLE live_watch FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON live_watch FOR ALL TO payback_live, payback_operations
  USING (true)
  WITH CHECK (true);

CREATE TABLE memberships (
  organization_id uuid NOT NULL,
  subject text NOT NULL,
  role text NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT memberships_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT memberships_pkey PRIMARY KEY (organization_id, subject),
  CONSTRAINT memberships_role_check CHECK (role = ANY (ARRAY['viewer'::text, 'admin'::text])),
  CONSTRAINT memberships_subject_check CHECK (length(subject) >= 1 AND length(subject) <= 255),
  CONSTRAINT memberships_subject_of_a_person CHECK (subject !~~ 'api-key:%'::text AND subject !~~ 'payback-%'::text) NOT VALID
);
CREATE INDEX memberships_by_subject ON memberships USING btree (subject);
ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON memberships FOR ALL TO payback_live
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON memberships FOR ALL TO payback_api
  USING (((organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator) OR (subject = ( SELECT current_subject() AS current_subject))))
  WITH CHECK (((organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)));

CREATE TABLE model_names (
  provider text NOT NULL,
  model text NOT NULL,
  first_seen_at timestamp with time zone DEFAULT now() NOT NULL,
  looked_up_at timestamp with time zone,
  CONSTRAINT model_names_pkey PRIMARY KEY (provider, model)
);
CREATE INDEX model_names_to_look_up ON model_names USING btree (first_seen_at) WHERE looked_up_at IS NULL;
ALTER TABLE model_names ENABLE ROW LEVEL SECURITY;
ALTER TABLE model_names FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON model_names FOR ALL TO payback_feed, payback_ingest
  USING (true)
  WITH CHECK (true);

CREATE TABLE organization_baselines (
  organization_id uuid NOT NULL,
  provider text,
  model text,
  effective_date timestamp with time zone NOT NULL,
  end_date timestamp with time zone,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  rule text DEFAULT 'organization'::text NOT NULL,
  task_type text,
  label_key text,
  label_value text,
  CONSTRAINT organization_baselines_check CHECK (end_date > effective_date),
  CONSTRAINT organization_baselines_check1 CHECK (provider IS NOT NULL OR (rule = ANY (ARRAY['message'::text, 'requested_model'::text]))),
  CONSTRAINT organization_baselines_check2 CHECK ((task_type IS NOT NULL) = (rule = 'task_type'::text)),
  CONSTRAINT organization_baselines_check3 CHECK ((label_key IS NOT NULL AND label_value IS NOT NULL) = (rule = 'label'::text)),
  CONSTRAINT organization_baselines_no_overlap EXCLUDE USING gist (organization_id WITH =, rule WITH =, COALESCE(task_type, ''::text) WITH =, COALESCE(label_key, ''::text) WITH =, COALESCE(label_value, ''::text) WITH =, tstzrange(effective_date, end_date) WITH &&),
  CONSTRAINT organization_baselines_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT organization_baselines_pkey PRIMARY KEY (id),
  CONSTRAINT organization_baselines_rule_check CHECK (rule = ANY (ARRAY['message'::text, 'requested_model'::text, 'label'::text, 'task_type'::text, 'organization'::text]))
);
CREATE INDEX organization_baselines_by_organization ON organization_baselines USING btree (organization_id, effective_date);
ALTER TABLE organization_baselines ENABLE ROW LEVEL SECURITY;
ALTER TABLE organization_baselines FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON organization_baselines FOR ALL TO payback_feed, payback_ingest, payback_pricing, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON organization_baselines FOR ALL TO payback_api
  USING (((organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator) OR (EXISTS ( SELECT
   FROM memberships m
  WHERE ((m.organization_id = organization_baselines.organization_id) AND (m.subject = ( SELECT current_subject() AS current_subject))))) OR (organization_id = ( SELECT k.organization_id
   FROM current_api_key k))))
  WITH CHECK (((organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)));

CREATE TABLE organizations (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  name text NOT NULL,
  time_zone text DEFAULT 'UTC'::text NOT NULL,
  currency text DEFAULT 'USD'::text NOT NULL,
  retention_days integer DEFAULT 90 NOT NULL,
  review_threshold numeric(24,12) DEFAULT 1.00 NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  actual_cost_source text DEFAULT 'price_book'::text NOT NULL,
  keep_descriptions boolean DEFAULT false NOT NULL,
  keep_error_messages boolean DEFAULT false NOT NULL,
  producers_enforced boolean DEFAULT false NOT NULL,
  figures_by_person boolean DEFAULT false NOT NULL,
  archive text DEFAULT 'off'::text NOT NULL,
  CONSTRAINT organizations_actual_cost_source_check CHECK (actual_cost_source = ANY (ARRAY['price_book'::text, 'provider'::text])),
  CONSTRAINT organizations_archive_check CHECK (archive = ANY (ARRAY['off'::text, 'without_personal_data'::text])),
  CONSTRAINT organizations_archive_retention_check CHECK (archive = 'off'::text OR retention_days >= 14),
  CONSTRAINT organizations_currency_check CHECK (currency = 'USD'::text),
  CONSTRAINT organizations_name_check CHECK (length(name) >= 1 AND length(name) <= 200),
  CONSTRAINT organizations_pkey PRIMARY KEY (id),
  CONSTRAINT organizations_retention_days_check CHECK (retention_days >= 1 AND retention_days <= 1095),
  CONSTRAINT organizations_review_threshold_check CHECK (review_threshold >= 0::numeric)
);
ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON organizations FOR ALL TO payback_ingest, payback_operations, payback_pricing, payback_rollup, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY owner ON organizations FOR SELECT TO payback_owner
  USING (true);
CREATE POLICY tenant ON organizations FOR ALL TO payback_api
  USING (((id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator) OR (EXISTS ( SELECT
   FROM memberships m
  WHERE ((m.organization_id = organizations.id) AND (m.subject = ( SELECT current_subject() AS current_subject))))) OR (id = ( SELECT k.organization_id
   FROM current_api_key k))))
  WITH CHECK (((id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)));

CREATE TABLE price_changes (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  organization_id uuid,
  price_id uuid NOT NULL,
  previous_price_id uuid NOT NULL,
  previous_cost_per_unit numeric(20,12) NOT NULL,
  cost_per_unit numeric(20,12) NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT price_changes_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT price_changes_pkey PRIMARY KEY (id),
  CONSTRAINT price_changes_previous_price_id_fkey FOREIGN KEY (previous_price_id) REFERENCES provider_pricing(id),
  CONSTRAINT price_changes_price_id_fkey FOREIGN KEY (price_id) REFERENCES provider_pricing(id)
);
ALTER TABLE price_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE price_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON price_changes FOR ALL TO payback_feed
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON price_changes FOR ALL TO payback_api
  USING (((organization_id IS NULL) OR (organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)))
  WITH CHECK (((organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)));

CREATE TABLE price_disputes (
  provider text NOT NULL,
  model text NOT NULL,
  pricing_model text NOT NULL,
  above_input_tokens bigint NOT NULL,
  cost_per_unit numeric(20,12) NOT NULL,
  price_source text NOT NULL,
  other_cost_per_unit numeric(20,12) NOT NULL,
  other_source text NOT NULL,
  since timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT price_disputes_pkey PRIMARY KEY (provider, model, pricing_model, above_input_tokens, other_source)
);
ALTER TABLE price_disputes ENABLE ROW LEVEL SECURITY;
ALTER TABLE price_disputes FORCE ROW LEVEL SECURITY;
CREATE POLICY everybody ON price_disputes FOR SELECT TO payback_api
  USING (true);
CREATE POLICY jobs ON price_disputes FOR ALL TO payback_feed, payback_operations
  USING (true)
  WITH CHECK (true);

CREATE TABLE price_factors (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  organization_id uuid,
  provider text NOT NULL,
  model text,
  dimension text NOT NULL,
  value text NOT NULL,
  factor numeric(12,6) NOT NULL,
  effective_date timestamp with time zone NOT NULL,
  end_date timestamp with time zone,
  source text NOT NULL,
  notes text,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  superseded_at timestamp with time zone,
  superseded_by uuid,
  CONSTRAINT price_factors_check CHECK (end_date > effective_date),
  CONSTRAINT price_factors_check1 CHECK ((source = 'contract'::text) = (organization_id IS NOT NULL)),
  CONSTRAINT price_factors_dimension_check CHECK (dimension = ANY (ARRAY['service_tier'::text, 'speed'::text, 'inference_geo'::text])),
  CONSTRAINT price_factors_factor_check CHECK (factor >= 0::numeric),
  CONSTRAINT price_factors_no_overlap EXCLUDE USING gist (provider WITH =, COALESCE(organization_id, '00000000-0000-0000-0000-000000000000'::uuid) WITH =, COALESCE(model, ''::text) WITH =, dimension WITH =, value WITH =, tstzrange(effective_date, end_date) WITH &&) WHERE (superseded_at IS NULL),
  CONSTRAINT price_factors_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT price_factors_pkey PRIMARY KEY (id),
  CONSTRAINT price_factors_source_check CHECK (source = ANY (ARRAY['provider_api'::text, 'manual_entry'::text, 'contract'::text])),
  CONSTRAINT price_factors_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES price_factors(id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT price_factors_value_check CHECK (value <> ''::text)
);
CREATE INDEX price_factors_in_force ON price_factors USING btree (provider, dimension, value) WHERE superseded_at IS NULL;
ALTER TABLE price_factors ENABLE ROW LEVEL SECURITY;
ALTER TABLE price_factors FORCE ROW LEVEL SECURITY;
CREATE POLICY api_key ON price_factors FOR SELECT TO payback_api
  USING ((organization_id = ( SELECT k.organization_id
   FROM current_api_key k)));
CREATE POLICY jobs ON price_factors FOR ALL TO payback_feed, payback_ingest, payback_pricing
  USING (true)
  WITH CHECK (true);
CREATE POLICY member ON price_factors FOR SELECT TO payback_api
  USING ((EXISTS ( SELECT
   FROM memberships m
  WHERE ((m.organization_id = price_factors.organization_id) AND (m.subject = ( SELECT current_subject() AS current_subject))))));
CREATE POLICY tenant ON price_factors FOR ALL TO payback_api
  USING (((organization_id IS NULL) OR (organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)))
  WITH CHECK (((organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)));

CREATE TABLE price_feed_imports (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  source text NOT NULL,
  imported_at timestamp with time zone DEFAULT now() NOT NULL,
  refusal text,
  models integer NOT NULL,
  model_names text[],
  versions_created integer DEFAULT 0 NOT NULL,
  price_source text DEFAULT 'genai-prices'::text NOT NULL,
  data_on date,
  CONSTRAINT price_feed_imports_check CHECK (refusal IS NULL OR versions_created = 0),
  CONSTRAINT price_feed_imports_pkey PRIMARY KEY (id)
);
ALTER TABLE price_feed_imports ENABLE ROW LEVEL SECURITY;
ALTER TABLE price_feed_imports FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON price_feed_imports FOR ALL TO payback_feed, payback_operations
  USING (true)
  WITH CHECK (true);

CREATE TABLE price_sources (
  provider text NOT NULL,
  price_source text,
  set_by text NOT NULL,
  set_at timestamp with time zone DEFAULT now() NOT NULL,
  applied_source text,
  CONSTRAINT price_sources_pkey PRIMARY KEY (provider)
);
ALTER TABLE price_sources ENABLE ROW LEVEL SECURITY;
ALTER TABLE price_sources FORCE ROW LEVEL SECURITY;
CREATE POLICY everybody ON price_sources FOR SELECT TO payback_api
  USING (true);
CREATE POLICY jobs ON price_sources FOR ALL TO payback_feed
  USING (true)
  WITH CHECK (true);
CREATE POLICY operator ON price_sources FOR ALL TO payback_api
  USING (( SELECT current_is_operator() AS current_is_operator))
  WITH CHECK (( SELECT current_is_operator() AS current_is_operator));

CREATE TABLE producer_totals (
  organization_id uuid NOT NULL,
  principal text NOT NULL,
  executions bigint NOT NULL,
  last_received_at timestamp with time zone NOT NULL,
  CONSTRAINT producer_totals_executions_check CHECK (executions >= 0),
  CONSTRAINT producer_totals_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT producer_totals_pkey PRIMARY KEY (organization_id, principal)
);
ALTER TABLE producer_totals ENABLE ROW LEVEL SECURITY;
ALTER TABLE producer_totals FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON producer_totals FOR ALL TO payback_ingest
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON producer_totals FOR SELECT TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE producers (
  organization_id uuid,
  principal text NOT NULL,
  name text,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT producers_key UNIQUE NULLS NOT DISTINCT (organization_id, principal),
  CONSTRAINT producers_name_check CHECK (length(name) >= 1 AND length(name) <= 200),
  CONSTRAINT producers_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT producers_principal_check CHECK (principal ~ '^A[A-Z]{3}[A-Z0-9]{12,124}$'::text)
);
ALTER TABLE producers ENABLE ROW LEVEL SECURITY;
ALTER TABLE producers FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON producers FOR ALL TO payback_ingest
  USING (true)
  WITH CHECK (true);
CREATE POLICY removed_by_its_own ON producers AS RESTRICTIVE FOR DELETE TO payback_api
  USING (((organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)));
CREATE POLICY tenant ON producers FOR ALL TO payback_api
  USING (((organization_id IS NULL) OR (organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)))
  WITH CHECK (((organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)));

CREATE TABLE provider_pricing (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  organization_id uuid,
  provider text NOT NULL,
  model text,
  task_type text,
  pricing_model text NOT NULL,
  above_input_tokens bigint DEFAULT 0 NOT NULL,
  cost_per_unit numeric(20,12) NOT NULL,
  currency text DEFAULT 'USD'::text NOT NULL,
  effective_date timestamp with time zone NOT NULL,
  end_date timestamp with time zone,
  source text NOT NULL,
  notes text,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  superseded_at timestamp with time zone,
  superseded_by uuid,
  daily_start time(0) without time zone DEFAULT '00:00:00'::time without time zone NOT NULL,
  daily_end time(0) without time zone DEFAULT '24:00:00'::time without time zone NOT NULL,
  service_tier text,
  speed text,
  inference_geo text,
  is_inferred boolean DEFAULT false NOT NULL,
  confirmed_on date,
  CONSTRAINT provider_pricing_above_input_tokens_check CHECK (above_input_tokens >= 0),
  CONSTRAINT provider_pricing_check CHECK (end_date > effective_date),
  CONSTRAINT provider_pricing_check1 CHECK ((source = 'contract'::text) = (organization_id IS NOT NULL)),
  CONSTRAINT provider_pricing_check3 CHECK (daily_start < daily_end),
  CONSTRAINT provider_pricing_cost_per_unit_check CHECK (cost_per_unit >= 0::numeric),
  CONSTRAINT provider_pricing_currency_check CHECK (currency = 'USD'::text),
  CONSTRAINT provider_pricing_no_overlap EXCLUDE USING gist (provider WITH =, COALESCE(organization_id, '00000000-0000-0000-0000-000000000000'::uuid) WITH =, COALESCE(model, ''::text) WITH =, COALESCE(task_type, ''::text) WITH =, pricing_model WITH =, above_input_tokens WITH =, COALESCE(service_tier, ''::text) WITH =, COALESCE(speed, ''::text) WITH =, COALESCE(inference_geo, ''::text) WITH =, int4range(EXTRACT(epoch FROM daily_start)::integer, EXTRACT(epoch FROM daily_end)::integer) WITH &&, tstzrange(effective_date, end_date) WITH &&) WHERE (superseded_at IS NULL),
  CONSTRAINT provider_pricing_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT provider_pricing_pkey PRIMARY KEY (id),
  CONSTRAINT provider_pricing_pricing_model_check CHECK (pricing_model = ANY (ARRAY['per_token'::text, 'per_input_token'::text, 'per_cache_read_token'::text, 'per_cache_write_token'::text, 'per_cache_write_1h_token'::text, 'per_output_token'::text, 'per_reasoning_token'::text, 'per_audio_input_token'::text, 'per_audio_output_token'::text, 'per_image_input_token'::text, 'per_web_search'::text, 'per_request'::text, 'per_compute_unit'::text])),
  CONSTRAINT provider_pricing_source_check CHECK (source = ANY (ARRAY['provider_api'::text, 'manual_entry'::text, 'contract'::text])),
  CONSTRAINT provider_pricing_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES provider_pricing(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX provider_pricing_contracts ON provider_pricing USING btree (organization_id) WHERE superseded_at IS NULL AND organization_id IS NOT NULL;
CREATE INDEX provider_pricing_history ON provider_pricing USING btree (provider, model, task_type, created_at);
CREATE INDEX provider_pricing_in_force ON provider_pricing USING btree (provider, model, task_type, organization_id) WHERE superseded_at IS NULL;
ALTER TABLE provider_pricing ENABLE ROW LEVEL SECURITY;
ALTER TABLE provider_pricing FORCE ROW LEVEL SECURITY;
CREATE POLICY api_key ON provider_pricing FOR SELECT TO payback_api
  USING ((organization_id = ( SELECT k.organization_id
   FROM current_api_key k)));
CREATE POLICY jobs ON provider_pricing FOR ALL TO payback_feed, payback_ingest, payback_pricing
  USING (true)
  WITH CHECK (true);
CREATE POLICY member ON provider_pricing FOR SELECT TO payback_api
  USING ((EXISTS ( SELECT
   FROM memberships m
  WHERE ((m.organization_id = provider_pricing.organization_id) AND (m.subject = ( SELECT current_subject() AS current_subject))))));
CREATE POLICY tenant ON provider_pricing FOR ALL TO payback_api
  USING (((organization_id IS NULL) OR (organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)))
  WITH CHECK (((organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)));

CREATE TABLE recalculation_days (
  recalculation_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  day date NOT NULL,
  executions_changed bigint NOT NULL,
  actual_cost_before numeric NOT NULL,
  actual_cost_after numeric NOT NULL,
  savings_before numeric NOT NULL,
  savings_after numeric NOT NULL,
  CONSTRAINT recalculation_days_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT recalculation_days_pkey PRIMARY KEY (recalculation_id, organization_id, day),
  CONSTRAINT recalculation_days_recalculation_id_fkey FOREIGN KEY (recalculation_id) REFERENCES recalculations(id)
);
ALTER TABLE recalculation_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE recalculation_days FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON recalculation_days FOR ALL TO payback_pricing
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON recalculation_days FOR ALL TO payback_api
  USING (((organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)))
  WITH CHECK (((organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)));

CREATE TABLE recalculation_pieces (
  recalculation_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  start_time timestamp with time zone NOT NULL,
  end_time timestamp with time zone NOT NULL,
  executions_expected bigint NOT NULL,
  executions_examined bigint DEFAULT 0 NOT NULL,
  position_start_time timestamp with time zone,
  position_id uuid,
  completed_at timestamp with time zone,
  CONSTRAINT recalculation_pieces_check CHECK (end_time > start_time),
  CONSTRAINT recalculation_pieces_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT recalculation_pieces_pkey PRIMARY KEY (recalculation_id, organization_id, start_time),
  CONSTRAINT recalculation_pieces_recalculation_id_fkey FOREIGN KEY (recalculation_id) REFERENCES recalculations(id)
);
ALTER TABLE recalculation_pieces ENABLE ROW LEVEL SECURITY;
ALTER TABLE recalculation_pieces FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON recalculation_pieces FOR ALL TO payback_operations, payback_pricing
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON recalculation_pieces FOR ALL TO payback_api
  USING (((organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)))
  WITH CHECK (((organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)));

CREATE TABLE recalculations (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  organization_id uuid,
  cause text NOT NULL,
  price_id uuid,
  start_time timestamp with time zone NOT NULL,
  end_time timestamp with time zone NOT NULL,
  status text DEFAULT 'queued'::text NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  finished_at timestamp with time zone,
  dry_run boolean DEFAULT false NOT NULL,
  reason text,
  correction jsonb,
  providers text[],
  models text[],
  planned_at timestamp with time zone,
  failure text,
  void_id uuid,
  CONSTRAINT recalculations_cause_check CHECK (cause = ANY (ARRAY['price_correction'::text, 'new_price'::text, 'baseline_change'::text, 'price_feed'::text, 'price_factor'::text, 'cost_source_change'::text, 'void'::text, 'restore'::text])),
  CONSTRAINT recalculations_check1 CHECK ((status = 'failed'::text) = (failure IS NOT NULL)),
  CONSTRAINT recalculations_check2 CHECK ((finished_at IS NOT NULL) = (status = ANY (ARRAY['completed'::text, 'failed'::text]))),
  CONSTRAINT recalculations_dry_run_check CHECK (
CASE
    WHEN cause = ANY (ARRAY['void'::text, 'restore'::text]) THEN correction IS NULL
    ELSE dry_run = (correction IS NOT NULL)
END),
  CONSTRAINT recalculations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT recalculations_pkey PRIMARY KEY (id),
  CONSTRAINT recalculations_price_id_fkey FOREIGN KEY (price_id) REFERENCES provider_pricing(id),
  CONSTRAINT recalculations_status_check CHECK (status = ANY (ARRAY['queued'::text, 'running'::text, 'completed'::text, 'failed'::text])),
  CONSTRAINT recalculations_void_check CHECK ((cause = ANY (ARRAY['void'::text, 'restore'::text])) = (void_id IS NOT NULL)),
  CONSTRAINT recalculations_void_id_fkey FOREIGN KEY (void_id) REFERENCES voids(id)
);
CREATE INDEX recalculations_by_organization ON recalculations USING btree (organization_id, created_at);
CREATE UNIQUE INDEX recalculations_of_void ON recalculations USING btree (void_id, cause) WHERE void_id IS NOT NULL;
CREATE INDEX recalculations_unfinished ON recalculations USING btree (created_at) WHERE finished_at IS NULL;
ALTER TABLE recalculations ENABLE ROW LEVEL SECURITY;
ALTER TABLE recalculations FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON recalculations FOR ALL TO payback_feed, payback_live, payback_operations, payback_pricing, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON recalculations FOR ALL TO payback_api
  USING ((((organization_id IS NULL) AND (NOT dry_run)) OR (organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)))
  WITH CHECK (((organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)));

CREATE TABLE reconciliations (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  organization_id uuid NOT NULL,
  day date NOT NULL,
  drifted boolean NOT NULL,
  details jsonb DEFAULT '{}'::jsonb NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT reconciliations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT reconciliations_pkey PRIMARY KEY (id)
);
ALTER TABLE reconciliations ENABLE ROW LEVEL SECURITY;
ALTER TABLE reconciliations FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON reconciliations FOR ALL TO payback_operations, payback_pricing
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON reconciliations FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE refused_access (
  day date NOT NULL,
  subject text NOT NULL,
  operation text NOT NULL,
  organization_id uuid,
  refusals bigint DEFAULT 1 NOT NULL,
  first_at timestamp with time zone DEFAULT now() NOT NULL,
  last_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT refused_access_day_subject_operation_organization_id_key UNIQUE NULLS NOT DISTINCT (day, subject, operation, organization_id),
  CONSTRAINT refused_access_operation_check CHECK (length(operation) >= 1 AND length(operation) <= 100),
  CONSTRAINT refused_access_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT refused_access_refusals_check CHECK (refusals > 0),
  CONSTRAINT refused_access_subject_check CHECK (length(subject) >= 1 AND length(subject) <= 255)
);
CREATE INDEX refused_access_by_organization ON refused_access USING btree (organization_id, day DESC);
ALTER TABLE refused_access ENABLE ROW LEVEL SECURITY;
ALTER TABLE refused_access FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON refused_access FOR ALL TO payback_owner
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON refused_access FOR ALL TO payback_api
  USING (((organization_id = ( SELECT current_organization_id() AS current_organization_id)) OR ( SELECT current_is_operator() AS current_is_operator)));

CREATE TABLE released_ids (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  start_time timestamp with time zone NOT NULL,
  CONSTRAINT released_ids_pkey PRIMARY KEY (organization_id, id)
);
ALTER TABLE released_ids ENABLE ROW LEVEL SECURITY;
ALTER TABLE released_ids FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON released_ids FOR ALL TO payback_ingest, payback_pricing, payback_upkeep
  USING (true)
  WITH CHECK (true);

CREATE TABLE request_counts (
  minute timestamp with time zone NOT NULL,
  key bytea NOT NULL,
  requests integer NOT NULL,
  CONSTRAINT request_counts_key_check CHECK (length(key) = 32),
  CONSTRAINT request_counts_pkey PRIMARY KEY (minute, key)
);
ALTER TABLE request_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE request_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON request_counts FOR ALL TO payback_owner
  USING (true)
  WITH CHECK (true);

CREATE TABLE retention_cuts (
  organization_id uuid NOT NULL,
  kept_from date NOT NULL,
  decided_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT retention_cuts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT retention_cuts_pkey PRIMARY KEY (organization_id)
);
ALTER TABLE retention_cuts ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention_cuts FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON retention_cuts FOR ALL TO payback_ingest, payback_operations, payback_pricing, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY owner ON retention_cuts FOR SELECT TO payback_owner
  USING (true);
CREATE POLICY tenant ON retention_cuts FOR SELECT TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE rollup_deltas (
  organization_id uuid NOT NULL,
  day date NOT NULL,
  provider text NOT NULL,
  model text,
  task_type text NOT NULL,
  executions bigint NOT NULL,
  successful bigint NOT NULL,
  priced bigint NOT NULL,
  compared bigint NOT NULL,
  costed_successful bigint NOT NULL,
  routed bigint NOT NULL,
  cost_optimized bigint NOT NULL,
  negative_savings bigint NOT NULL,
  total_tokens numeric NOT NULL,
  input_tokens numeric NOT NULL,
  cache_read_tokens numeric NOT NULL,
  cache_write_tokens numeric NOT NULL,
  output_tokens numeric NOT NULL,
  compute_units numeric NOT NULL,
  actual_cost numeric NOT NULL,
  baseline_cost numeric NOT NULL,
  failed_cost numeric NOT NULL,
  uncompared_cost numeric NOT NULL,
  duration_ms numeric NOT NULL,
  duration_bins smallint[] NOT NULL,
  duration_counts bigint[] NOT NULL,
  failed_without_usage bigint NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT rollup_deltas_pkey PRIMARY KEY (id)
);
CREATE INDEX rollup_deltas_by_organization ON rollup_deltas USING btree (organization_id, day);
ALTER TABLE rollup_deltas ENABLE ROW LEVEL SECURITY;
ALTER TABLE rollup_deltas FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON rollup_deltas FOR ALL TO payback_feed, payback_ingest, payback_live, payback_operations, payback_pricing, payback_rollup, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON rollup_deltas FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE rollup_dimensions (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  organization_id uuid NOT NULL,
  provider text NOT NULL,
  model text,
  task_type text NOT NULL,
  CONSTRAINT rollup_dimensions_pkey PRIMARY KEY (organization_id, id),
  CONSTRAINT rollup_dimensions_set UNIQUE NULLS NOT DISTINCT (organization_id, provider, model, task_type)
);
ALTER TABLE rollup_dimensions ENABLE ROW LEVEL SECURITY;
ALTER TABLE rollup_dimensions FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON rollup_dimensions FOR ALL TO payback_feed, payback_operations, payback_pricing, payback_rollup, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON rollup_dimensions FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE rollup_durations (
  organization_id uuid NOT NULL,
  day date NOT NULL,
  provider text NOT NULL,
  task_type text NOT NULL,
  duration_bins smallint[] NOT NULL,
  duration_counts bigint[] NOT NULL
);
CREATE INDEX rollup_durations_by_day ON rollup_durations USING btree (organization_id, day);
ALTER TABLE rollup_durations ENABLE ROW LEVEL SECURITY;
ALTER TABLE rollup_durations FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON rollup_durations FOR ALL TO payback_feed, payback_operations, payback_pricing, payback_rollup
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON rollup_durations FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE rollup_folds (
  organization_id uuid NOT NULL,
  folded_at timestamp with time zone NOT NULL,
  CONSTRAINT rollup_folds_pkey PRIMARY KEY (organization_id)
) WITH (fillfactor=50);
ALTER TABLE rollup_folds ENABLE ROW LEVEL SECURITY;
ALTER TABLE rollup_folds FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON rollup_folds FOR ALL TO payback_live, payback_rollup
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON rollup_folds FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE rollup_sums (
  organization_id uuid NOT NULL,
  day date NOT NULL,
  dimensions_id integer NOT NULL,
  executions bigint NOT NULL,
  successful bigint NOT NULL,
  priced bigint NOT NULL,
  compared bigint NOT NULL,
  costed_successful bigint NOT NULL,
  routed bigint NOT NULL,
  cost_optimized bigint NOT NULL,
  negative_savings bigint NOT NULL,
  failed_without_usage bigint NOT NULL,
  total_tokens numeric NOT NULL,
  input_tokens numeric NOT NULL,
  cache_read_tokens numeric NOT NULL,
  cache_write_tokens numeric NOT NULL,
  output_tokens numeric NOT NULL,
  compute_units numeric NOT NULL,
  actual_cost numeric NOT NULL,
  baseline_cost numeric NOT NULL,
  failed_cost numeric NOT NULL,
  uncompared_cost numeric NOT NULL,
  duration_ms numeric NOT NULL,
  CONSTRAINT rollup_sums_pkey PRIMARY KEY (organization_id, day, dimensions_id)
) WITH (fillfactor=70);
ALTER TABLE rollup_sums ENABLE ROW LEVEL SECURITY;
ALTER TABLE rollup_sums FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON rollup_sums FOR ALL TO payback_feed, payback_operations, payback_pricing, payback_rollup, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON rollup_sums FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE rollup_touched_days (
  organization_id uuid NOT NULL,
  day date NOT NULL,
  touched_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT rollup_touched_days_pkey PRIMARY KEY (organization_id, day)
);
ALTER TABLE rollup_touched_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE rollup_touched_days FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON rollup_touched_days FOR ALL TO payback_operations, payback_pricing, payback_rollup
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON rollup_touched_days FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE routing_decisions (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  start_time timestamp with time zone NOT NULL,
  chosen_provider text NOT NULL,
  alternative_providers jsonb NOT NULL,
  routing_strategy text NOT NULL,
  reasoning text,
  confidence_score double precision,
  estimated_cost numeric(24,12),
  estimated_duration_ms bigint,
  potential_savings numeric(24,12),
  algorithm_version text,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT routing_decisions_pkey PRIMARY KEY (organization_id, id, start_time)
) PARTITION BY RANGE (start_time);
ALTER TABLE routing_decisions ENABLE ROW LEVEL SECURITY;
ALTER TABLE routing_decisions FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON routing_decisions FOR ALL TO payback_ingest, payback_pricing, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON routing_decisions FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE schema_functions (
  name text NOT NULL,
  content_hash text NOT NULL,
  CONSTRAINT schema_functions_pkey PRIMARY KEY (name)
);

CREATE TABLE schema_migrations (
  id integer DEFAULT nextval('schema_migrations_id_seq'::regclass) NOT NULL,
  name character varying(255) NOT NULL,
  run_on timestamp without time zone NOT NULL,
  content_hash text,
  CONSTRAINT schema_migrations_pkey PRIMARY KEY (id)
);
CREATE POLICY jobs ON schema_migrations FOR ALL TO payback_operations
  USING (true)
  WITH CHECK (true);

CREATE TABLE task_executions (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  task_id text NOT NULL,
  user_id uuid,
  provider text NOT NULL,
  model text,
  task_type text NOT NULL,
  task_description text,
  start_time timestamp with time zone NOT NULL,
  end_time timestamp with time zone NOT NULL,
  duration_ms bigint GENERATED ALWAYS AS (round(EXTRACT(epoch FROM end_time - start_time) * 1000::numeric)) STORED NOT NULL,
  tokens_used bigint,
  input_tokens bigint,
  cache_read_tokens bigint,
  cache_write_tokens bigint,
  output_tokens bigint,
  compute_units numeric,
  actual_cost numeric(24,12),
  baseline_cost numeric(24,12),
  savings numeric(24,12) GENERATED ALWAYS AS (
CASE
    WHEN success THEN baseline_cost - actual_cost
    ELSE NULL::numeric
END) STORED,
  currency text DEFAULT 'USD'::text NOT NULL,
  success boolean NOT NULL,
  error_message text,
  confidence_score double precision,
  routing_decision_id uuid,
  unpriced_reason text,
  baseline_provider text,
  baseline_model text,
  priced_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  reasoning_tokens bigint,
  requests bigint,
  cache_write_1h_tokens bigint,
  audio_input_tokens bigint,
  audio_output_tokens bigint,
  image_input_tokens bigint,
  web_searches bigint,
  unknown_usage jsonb,
  per_request jsonb,
  service_tier text,
  speed text,
  inference_geo text,
  cache_hit boolean,
  request_id text,
  session_id text,
  attempt integer,
  requested_model text,
  labels jsonb,
  router_cost numeric,
  quality double precision,
  provider_cost numeric,
  provider_cost_currency text,
  message_baseline_provider text,
  message_baseline_model text,
  notes jsonb,
  unpriced_detail text,
  baseline_rule text,
  price_basis text,
  producer text,
  connection_id uuid,
  import_id uuid,
  void_id uuid,
  CONSTRAINT task_executions_baseline_rule_check CHECK (baseline_rule = ANY (ARRAY['message'::text, 'requested_model'::text, 'label'::text, 'task_type'::text, 'organization'::text])) NOT VALID,
  CONSTRAINT task_executions_cache_write_1h_check CHECK (cache_write_1h_tokens <= cache_write_tokens) NOT VALID,
  CONSTRAINT task_executions_check CHECK (end_time >= start_time),
  CONSTRAINT task_executions_check1 CHECK ((cache_read_tokens + cache_write_tokens) <= COALESCE(input_tokens, tokens_used)),
  CONSTRAINT task_executions_check2 CHECK ((actual_cost IS NULL OR baseline_cost IS NULL) = (unpriced_reason IS NOT NULL)),
  CONSTRAINT task_executions_pkey PRIMARY KEY (organization_id, id, start_time),
  CONSTRAINT task_executions_price_basis_check CHECK (price_basis = ANY (ARRAY['named'::text, 'inferred'::text, 'any_model'::text, 'provider_reported'::text])) NOT VALID,
  CONSTRAINT task_executions_reasoning_check CHECK (reasoning_tokens <= COALESCE(output_tokens, tokens_used)) NOT VALID
) PARTITION BY RANGE (start_time);
CREATE INDEX task_executions_by_basis ON ONLY task_executions USING btree (organization_id, start_time) WHERE price_basis = ANY (ARRAY['inferred'::text, 'any_model'::text, 'provider_reported'::text]);
CREATE INDEX task_executions_by_time ON ONLY task_executions USING btree (organization_id, start_time);
CREATE INDEX task_executions_by_user ON ONLY task_executions USING btree (organization_id, user_id, start_time);
CREATE INDEX task_executions_provider_cost ON ONLY task_executions USING btree (organization_id, start_time) WHERE provider_cost IS NOT NULL;
CREATE INDEX task_executions_unpriced ON ONLY task_executions USING btree (organization_id, start_time) WHERE unpriced_reason IS NOT NULL;
ALTER TABLE task_executions ENABLE ROW LEVEL SECURITY;
ALTER TABLE task_executions FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON task_executions FOR ALL TO payback_ingest, payback_operations, payback_pricing, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY only_voided ON task_executions AS RESTRICTIVE FOR DELETE TO payback_ingest
  USING ((void_id IS NOT NULL));
CREATE POLICY owner ON task_executions FOR SELECT TO payback_owner
  USING (true);
CREATE POLICY tenant ON task_executions FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE user_links (
  organization_id uuid NOT NULL,
  subject text NOT NULL,
  keyed_hash bytea NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT user_links_keyed_hash_check CHECK (length(keyed_hash) = 32),
  CONSTRAINT user_links_organization_id_subject_fkey FOREIGN KEY (organization_id, subject) REFERENCES memberships(organization_id, subject) ON DELETE CASCADE,
  CONSTRAINT user_links_pkey PRIMARY KEY (organization_id, keyed_hash)
);
CREATE INDEX user_links_by_subject ON user_links USING btree (organization_id, subject);
ALTER TABLE user_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_links FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON user_links FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE users (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  keyed_hash bytea NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT users_keyed_hash_check CHECK (length(keyed_hash) = 32),
  CONSTRAINT users_pkey PRIMARY KEY (organization_id, id)
);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON users FOR ALL TO payback_ingest, payback_pricing, payback_upkeep
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON users FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

CREATE TABLE voids (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  organization_id uuid NOT NULL,
  ids uuid[],
  producer text,
  import_id uuid,
  received_from timestamp with time zone,
  received_to timestamp with time zone NOT NULL,
  reason text NOT NULL,
  dry_run boolean NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT voids_one_choice CHECK (num_nonnulls(ids, producer, import_id) = 1),
  CONSTRAINT voids_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT voids_pkey PRIMARY KEY (id),
  CONSTRAINT voids_range CHECK (received_from < received_to),
  CONSTRAINT voids_reason_check CHECK (length(reason) >= 1 AND length(reason) <= 1000)
);
CREATE INDEX voids_by_organization ON voids USING btree (organization_id, created_at, id);
ALTER TABLE voids ENABLE ROW LEVEL SECURITY;
ALTER TABLE voids FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON voids FOR ALL TO payback_pricing
  USING (true)
  WITH CHECK (true);
CREATE POLICY tenant ON voids FOR ALL TO payback_api
  USING ((organization_id = ( SELECT current_organization_id() AS current_organization_id)));

-- Views

CREATE VIEW counted_executions WITH (security_invoker=true) AS
 SELECT organization_id,
    id,
    task_id,
    user_id,
    provider,
    model,
    task_type,
    task_description,
    start_time,
    end_time,
    duration_ms,
    tokens_used,
    input_tokens,
    cache_read_tokens,
    cache_write_tokens,
    output_tokens,
    compute_units,
    actual_cost,
    baseline_cost,
    savings,
    currency,
    success,
    error_message,
    confidence_score,
    routing_decision_id,
    unpriced_reason,
    baseline_provider,
    baseline_model,
    priced_at,
    created_at,
    updated_at,
    reasoning_tokens,
    requests,
    cache_write_1h_tokens,
    audio_input_tokens,
    audio_output_tokens,
    image_input_tokens,
    web_searches,
    unknown_usage,
    per_request,
    service_tier,
    speed,
    inference_geo,
    cache_hit,
    request_id,
    session_id,
    attempt,
    requested_model,
    labels,
    router_cost,
    quality,
    provider_cost,
    provider_cost_currency,
    message_baseline_provider,
    message_baseline_model,
    notes,
    unpriced_detail,
    baseline_rule,
    price_basis,
    producer,
    connection_id,
    import_id,
    void_id
   FROM task_executions
  WHERE void_id IS NULL;

CREATE VIEW current_api_key WITH (security_barrier=true) AS
 SELECT id,
    organization_id,
    'write'::text = ANY (scopes) AS may_write,
    COALESCE(last_used_at < (now() - '00:01:00'::interval), true) AS use_is_due
   FROM api_keys
  WHERE key_hash = (( SELECT current_api_key_hash() AS current_api_key_hash)) AND revoked_at IS NULL AND expires_at > now() AND scopes && ARRAY['read'::text, 'write'::text];

CREATE VIEW current_days WITH (security_invoker=true) AS
 SELECT a.organization_id,
    a.period_start AS day,
    a.total_tasks AS executions,
    a.successful_tasks AS successful,
    a.priced_tasks AS priced,
    a.compared_tasks AS compared,
    a.failed_without_usage,
    a.total_cost AS actual_cost,
    a.baseline_cost,
    a.failed_cost,
    a.uncompared_cost
   FROM analytics_aggregations a
  WHERE a.period_type = 'daily'::text AND a.compared_tasks IS NOT NULL AND NOT (EXISTS ( SELECT
           FROM rollup_touched_days t
          WHERE t.organization_id = a.organization_id AND t.day = a.period_start)) AND NOT (EXISTS ( SELECT
           FROM daily_rollups r
          WHERE r.organization_id = a.organization_id AND r.day = a.period_start))
UNION ALL
 SELECT s.organization_id,
    s.day,
    s.executions,
    s.successful,
    s.priced,
    s.compared,
    s.failed_without_usage,
    s.actual_cost,
    s.baseline_cost,
    s.failed_cost,
    s.uncompared_cost
   FROM rollup_sums s
  WHERE (EXISTS ( SELECT
           FROM rollup_touched_days t
          WHERE t.organization_id = s.organization_id AND t.day = s.day)) OR (EXISTS ( SELECT
           FROM daily_rollups r
          WHERE r.organization_id = s.organization_id AND r.day = s.day))
UNION ALL
 SELECT rollup_deltas.organization_id,
    rollup_deltas.day,
    rollup_deltas.executions,
    rollup_deltas.successful,
    rollup_deltas.priced,
    rollup_deltas.compared,
    rollup_deltas.failed_without_usage,
    rollup_deltas.actual_cost,
    rollup_deltas.baseline_cost,
    rollup_deltas.failed_cost,
    rollup_deltas.uncompared_cost
   FROM rollup_deltas
UNION ALL
 SELECT daily_rollups.organization_id,
    daily_rollups.day,
    daily_rollups.executions,
    daily_rollups.successful,
    daily_rollups.priced,
    daily_rollups.compared,
    daily_rollups.failed_without_usage,
    daily_rollups.actual_cost,
    daily_rollups.baseline_cost,
    daily_rollups.failed_cost,
    daily_rollups.uncompared_cost
   FROM daily_rollups;

CREATE VIEW current_durations WITH (security_invoker=true) AS
 SELECT rollup_durations.organization_id,
    rollup_durations.day,
    rollup_durations.provider,
    rollup_durations.task_type,
    rollup_durations.duration_bins,
    rollup_durations.duration_counts
   FROM rollup_durations
UNION ALL
 SELECT rollup_deltas.organization_id,
    rollup_deltas.day,
    rollup_deltas.provider,
    rollup_deltas.task_type,
    rollup_deltas.duration_bins,
    rollup_deltas.duration_counts
   FROM rollup_deltas
UNION ALL
 SELECT daily_rollups.organization_id,
    daily_rollups.day,
    daily_rollups.provider,
    daily_rollups.task_type,
    daily_rollups.duration_bins,
    daily_rollups.duration_counts
   FROM daily_rollups;

CREATE VIEW current_measures WITH (security_invoker=true) AS
 SELECT s.organization_id,
    s.day,
    d.provider,
    d.model,
    d.task_type,
    s.executions,
    s.successful,
    s.priced,
    s.compared,
    s.costed_successful,
    s.routed,
    s.cost_optimized,
    s.negative_savings,
    s.failed_without_usage,
    s.total_tokens,
    s.input_tokens,
    s.cache_read_tokens,
    s.cache_write_tokens,
    s.output_tokens,
    s.compute_units,
    s.actual_cost,
    s.baseline_cost,
    s.failed_cost,
    s.uncompared_cost,
    s.duration_ms
   FROM rollup_sums s
     JOIN rollup_dimensions d ON d.organization_id = s.organization_id AND d.id = s.dimensions_id
UNION ALL
 SELECT rollup_deltas.organization_id,
    rollup_deltas.day,
    rollup_deltas.provider,
    rollup_deltas.model,
    rollup_deltas.task_type,
    rollup_deltas.executions,
    rollup_deltas.successful,
    rollup_deltas.priced,
    rollup_deltas.compared,
    rollup_deltas.costed_successful,
    rollup_deltas.routed,
    rollup_deltas.cost_optimized,
    rollup_deltas.negative_savings,
    rollup_deltas.failed_without_usage,
    rollup_deltas.total_tokens,
    rollup_deltas.input_tokens,
    rollup_deltas.cache_read_tokens,
    rollup_deltas.cache_write_tokens,
    rollup_deltas.output_tokens,
    rollup_deltas.compute_units,
    rollup_deltas.actual_cost,
    rollup_deltas.baseline_cost,
    rollup_deltas.failed_cost,
    rollup_deltas.uncompared_cost,
    rollup_deltas.duration_ms
   FROM rollup_deltas
UNION ALL
 SELECT daily_rollups.organization_id,
    daily_rollups.day,
    daily_rollups.provider,
    daily_rollups.model,
    daily_rollups.task_type,
    daily_rollups.executions,
    daily_rollups.successful,
    daily_rollups.priced,
    daily_rollups.compared,
    daily_rollups.costed_successful,
    daily_rollups.routed,
    daily_rollups.cost_optimized,
    daily_rollups.negative_savings,
    daily_rollups.failed_without_usage,
    daily_rollups.total_tokens,
    daily_rollups.input_tokens,
    daily_rollups.cache_read_tokens,
    daily_rollups.cache_write_tokens,
    daily_rollups.output_tokens,
    daily_rollups.compute_units,
    daily_rollups.actual_cost,
    daily_rollups.baseline_cost,
    daily_rollups.failed_cost,
    daily_rollups.uncompared_cost,
    daily_rollups.duration_ms
   FROM daily_rollups;

CREATE VIEW current_rollups WITH (security_invoker=true) AS
 SELECT current_measures.organization_id,
    current_measures.day,
    current_measures.provider,
    current_measures.model,
    current_measures.task_type,
    current_measures.executions,
    current_measures.successful,
    current_measures.priced,
    current_measures.compared,
    current_measures.costed_successful,
    current_measures.routed,
    current_measures.cost_optimized,
    current_measures.negative_savings,
    current_measures.total_tokens,
    current_measures.input_tokens,
    current_measures.cache_read_tokens,
    current_measures.cache_write_tokens,
    current_measures.output_tokens,
    current_measures.compute_units,
    current_measures.actual_cost,
    current_measures.baseline_cost,
    current_measures.failed_cost,
    current_measures.uncompared_cost,
    current_measures.duration_ms,
    '{}'::smallint[] AS duration_bins,
    '{}'::bigint[] AS duration_counts,
    current_measures.failed_without_usage
   FROM current_measures
UNION ALL
 SELECT current_durations.organization_id,
    current_durations.day,
    current_durations.provider,
    NULL::text AS model,
    current_durations.task_type,
    0 AS executions,
    0 AS successful,
    0 AS priced,
    0 AS compared,
    0 AS costed_successful,
    0 AS routed,
    0 AS cost_optimized,
    0 AS negative_savings,
    0 AS total_tokens,
    0 AS input_tokens,
    0 AS cache_read_tokens,
    0 AS cache_write_tokens,
    0 AS output_tokens,
    0 AS compute_units,
    0 AS actual_cost,
    0 AS baseline_cost,
    0 AS failed_cost,
    0 AS uncompared_cost,
    0 AS duration_ms,
    current_durations.duration_bins,
    current_durations.duration_counts,
    0 AS failed_without_usage
   FROM current_durations;

CREATE VIEW mv_daily_savings WITH (security_invoker=true) AS
 SELECT organization_id,
    day AS date,
    provider,
    task_type,
    sum(executions)::bigint AS tasks_completed,
    sum(total_tokens)::bigint AS total_tokens,
    sum(actual_cost) AS actual_cost,
    sum(baseline_cost) AS baseline_cost,
    sum(baseline_cost) - sum(actual_cost) AS total_savings,
    sum(duration_ms) / NULLIF(sum(executions), 0::numeric) AS avg_duration_ms,
    sum(successful)::bigint AS successful_tasks,
    sum(executions - successful)::bigint AS failed_tasks
   FROM current_measures
  GROUP BY organization_id, day, provider, task_type;

CREATE VIEW mv_org_current_month WITH (security_invoker=true) AS
 WITH month AS (
         SELECT organizations.id AS organization_id,
            date_trunc('month'::text, day_of(now(), organizations.time_zone)::timestamp without time zone)::date AS month
           FROM organizations
        )
 SELECT m.organization_id,
    m.month,
    COALESCE(sum(r.executions), 0::numeric)::bigint AS total_tasks,
    COALESCE(sum(r.actual_cost), 0::numeric) AS total_cost,
    COALESCE(sum(r.baseline_cost) - sum(r.actual_cost), 0::numeric) AS total_savings,
    100::numeric * (sum(r.baseline_cost) - sum(r.actual_cost)) / NULLIF(sum(r.baseline_cost), 0::numeric) AS savings_percentage,
    ( SELECT count(DISTINCT a.user_id) AS count
           FROM daily_active_users a
          WHERE a.organization_id = m.organization_id AND a.day >= m.month AND a.day < (m.month + '1 mon'::interval)) AS active_users,
    count(DISTINCT r.provider) FILTER (WHERE r.executions > 0) AS providers_used
   FROM month m
     LEFT JOIN current_measures r ON r.organization_id = m.organization_id AND r.day >= m.month AND r.day < (m.month + '1 mon'::interval)
  GROUP BY m.organization_id, m.month;

-- Functions

CREATE FUNCTION add_factor(p_factor price_factors, OUT added_id uuid, OUT closed_id uuid, OUT resumed_id uuid)
  RETURNS record
  LANGUAGE plpgsql VOLATILE;

CREATE FUNCTION add_price(p_price provider_pricing, p_interrupted_id uuid, OUT added_id uuid, OUT closed_id uuid, OUT resumed_id uuid)
  RETURNS record
  LANGUAGE plpgsql VOLATILE;

CREATE FUNCTION append_rollup_deltas(p_executions measured_execution[])
  RETURNS integer
  LANGUAGE plpgsql VOLATILE SET jit=off;

CREATE FUNCTION archived_before(p_organization organizations, p_day date)
  RETURNS date
  LANGUAGE sql STABLE PARALLEL SAFE;

CREATE FUNCTION as_counted(p_execution task_executions)
  RETURNS counted_executions
  LANGUAGE sql IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION baseline_by_rule(p_execution execution_to_price, p_rules organization_baselines[])
  RETURNS TABLE(id uuid, rule text, provider text, model text)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000;

CREATE FUNCTION card_applies(p_card rate_card, p_start_time timestamp with time zone, p_input_tokens bigint)
  RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION card_found(p_card rate_card, p_input_tokens bigint)
  RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION card_lacks(p_used usage, p_card rate_card)
  RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION complete_audit_entry()
  RETURNS trigger
  LANGUAGE plpgsql VOLATILE SET search_path=pg_catalog, public, pg_temp;

CREATE FUNCTION correct_price(p_price_id uuid, p_correction jsonb)
  RETURNS uuid
  LANGUAGE plpgsql VOLATILE;

CREATE FUNCTION cost_components(p_used usage, p_card rate_card)
  RETURNS TABLE(pricing_model text, quantity numeric, cost_per_unit numeric, factor numeric, amount numeric)
  LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 1000;

CREATE FUNCTION count_refused_access(refused_operation text, asked_organization uuid)
  RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path=pg_catalog, public, pg_temp;

CREATE FUNCTION count_requests(p_minute timestamp with time zone, p_who text, p_requests integer)
  RETURNS integer
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path=pg_catalog, public, pg_temp;

CREATE FUNCTION current_api_key_hash()
  RETURNS bytea
  LANGUAGE sql STABLE PARALLEL SAFE;

CREATE FUNCTION current_is_operator()
  RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE;

CREATE FUNCTION current_organization_id()
  RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE;

CREATE FUNCTION current_subject()
  RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE;

CREATE FUNCTION daily_rate_cards(p_organization_id uuid, p_provider text, p_model text, p_task_types text[], p_from timestamp with time zone, p_to timestamp with time zone)
  RETURNS TABLE(utc_day date, card rate_card)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET jit=off;

CREATE FUNCTION day_hashes_version()
  RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE;

CREATE FUNCTION day_of(p_instant timestamp with time zone, p_time_zone text)
  RETURNS date
  LANGUAGE sql IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION delete_audit_entries(days_kept integer, at_most integer)
  RETURNS integer
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path=pg_catalog, public, pg_temp;

CREATE FUNCTION deleted_before(p_organization_id uuid)
  RETURNS timestamp with time zone
  LANGUAGE sql STABLE PARALLEL SAFE;

CREATE FUNCTION drop_keys(p_week timestamp with time zone)
  RETURNS boolean
  LANGUAGE plpgsql VOLATILE SET search_path=pg_catalog, public, pg_temp;

CREATE FUNCTION drop_week(p_week timestamp with time zone)
  RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET lock_timeout=200ms SET search_path=pg_catalog, public, pg_temp;

CREATE FUNCTION duration_bin(p_duration_ms bigint)
  RETURNS smallint
  LANGUAGE sql IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION duration_of_bin(p_bin integer)
  RETURNS double precision
  LANGUAGE sql IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION ended_before(p_organization organizations, p_now timestamp with time zone)
  RETURNS timestamp with time zone
  LANGUAGE sql STABLE PARALLEL SAFE;

CREATE FUNCTION ensure_partitions(p_from timestamp with time zone, p_to timestamp with time zone)
  RETURNS integer
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path=pg_catalog, public, pg_temp;

CREATE FUNCTION erased_labels(p_organization_id uuid, p_labels jsonb)
  RETURNS jsonb
  LANGUAGE sql STABLE;

CREATE FUNCTION execution_cost(p_used usage, p_card rate_card)
  RETURNS numeric
  LANGUAGE sql IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION execution_hash(p_execution counted_executions)
  RETURNS bigint
  LANGUAGE sql IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION execution_to_price(p_execution counted_executions, p_row_number bigint)
  RETURNS execution_to_price
  LANGUAGE sql IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION executions_state(p_organization_id uuid, p_day date, p_time_zone text)
  RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE;

CREATE FUNCTION executions_to_void(p_work recalculations, p_piece recalculation_pieces, p_limit integer)
  RETURNS TABLE(id uuid, start_time timestamp with time zone, day date, user_id uuid, success boolean, actual_cost numeric, savings numeric, measured measured_execution)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000;

CREATE FUNCTION filtered_executions(p_organization_id uuid, p_start date, p_end date, p_time_zone text, p_provider text, p_model text, p_task_type text, p_user_id uuid, p_success boolean, p_unpriced boolean, p_flag text, p_voided boolean)
  RETURNS SETOF counted_executions
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000;

CREATE FUNCTION first_instant_of_day(p_day date, p_time_zone text)
  RETURNS timestamp with time zone
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION first_kept_day(p_organization organizations, p_now timestamp with time zone)
  RETURNS date
  LANGUAGE sql STABLE PARALLEL SAFE;

CREATE FUNCTION first_kept_instant(p_organization organizations, p_now timestamp with time zone)
  RETURNS timestamp with time zone
  LANGUAGE sql STABLE PARALLEL SAFE;

CREATE FUNCTION forget_idle_users(p_organization_id uuid, p_days recalculated_day[])
  RETURNS void
  LANGUAGE sql VOLATILE;

CREATE FUNCTION hold_price_book()
  RETURNS void
  LANGUAGE sql VOLATILE;

CREATE FUNCTION hold_pricing_inputs()
  RETURNS void
  LANGUAGE sql VOLATILE;

CREATE FUNCTION is_archived(p_organization organizations, p_day date)
  RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE;

CREATE FUNCTION is_its_turn(p_work recalculations, p_organization_id uuid)
  RETURNS boolean
  LANGUAGE sql STABLE;

CREATE FUNCTION is_priced_by_card(p_execution counted_executions)
  RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION job_functions()
  RETURNS TABLE(job text, function_name text)
  LANGUAGE sql IMMUTABLE ROWS 1000;

CREATE FUNCTION job_rights()
  RETURNS TABLE(job text, privileges text, table_name text)
  LANGUAGE sql IMMUTABLE ROWS 1000;

CREATE FUNCTION least_id_at(p_instant timestamp with time zone)
  RETURNS uuid
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION lock_fold()
  RETURNS void
  LANGUAGE sql VOLATILE;

CREATE FUNCTION lock_live_connections(p_organization_id uuid)
  RETURNS void
  LANGUAGE sql VOLATILE;

CREATE FUNCTION lock_price_book()
  RETURNS void
  LANGUAGE sql VOLATILE;

CREATE FUNCTION lock_pricing_inputs()
  RETURNS void
  LANGUAGE sql VOLATILE;

CREATE FUNCTION measured_executions(p_organization_id uuid, p_days date[])
  RETURNS SETOF measured_execution
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000;

CREATE FUNCTION note_api_key_use()
  RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path=pg_catalog, public, pg_temp;

CREATE FUNCTION plan_recalculation(p_recalculation_id uuid)
  RETURNS integer
  LANGUAGE plpgsql VOLATILE;

CREATE FUNCTION price_condition(p_value text)
  RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION price_executions(p_executions execution_to_price[])
  RETURNS TABLE(row_number integer, actual_cost numeric, baseline_cost numeric, unpriced_reason text, baseline_provider text, baseline_model text, unpriced_detail text, baseline_rule text, price_basis text)
  LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1000 SET enable_nestloop=off SET jit=off SET plan_cache_mode=force_generic_plan;

CREATE FUNCTION price_sides(p_executions execution_to_price[])
  RETURNS TABLE(row_number integer, actual_cost numeric, actual_reason text, actual_detail text, price_basis text, baseline_cost numeric, baseline_reason text, baseline_detail text, baseline_provider text, baseline_model text, baseline_rule text)
  LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1000 SET enable_nestloop=off SET jit=off SET plan_cache_mode=force_generic_plan;

CREATE FUNCTION raised_flags(p_success boolean, p_actual_cost numeric, p_baseline_cost numeric, p_review_threshold numeric)
  RETURNS TABLE(kind text)
  LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 1000;

CREATE FUNCTION rate_cards(p_organization_ids uuid[], p_providers text[], p_models text[], p_task_types text[], p_service_tiers text[], p_speeds text[], p_inference_geos text[], p_from timestamp with time zone, p_to timestamp with time zone)
  RETURNS SETOF rate_card
  LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1000 SET enable_nestloop=off SET jit=off SET plan_cache_mode=force_generic_plan;

CREATE FUNCTION recalculate_batch(p_batch_size integer, p_recalculation_id uuid DEFAULT NULL::uuid, OUT recalculation_id uuid, OUT examined integer)
  RETURNS record
  LANGUAGE plpgsql VOLATILE SET jit=off;

CREATE FUNCTION recently_recalculated(p_organization_id uuid)
  RETURNS bigint
  LANGUAGE sql STABLE;

CREATE FUNCTION refuse_change()
  RETURNS trigger
  LANGUAGE plpgsql VOLATILE;

CREATE FUNCTION released_before(p_organization organizations, p_kept_from date)
  RETURNS date
  LANGUAGE sql STABLE PARALLEL SAFE;

CREATE FUNCTION replace_factor(p_factor price_factors, p_new_id uuid, p_created_by text, p_value numeric, p_effective_date timestamp with time zone, p_end_date timestamp with time zone)
  RETURNS void
  LANGUAGE plpgsql VOLATILE;

CREATE FUNCTION replace_price(p_price provider_pricing, p_new_id uuid, p_created_by text, p_cost_per_unit numeric, p_effective_date timestamp with time zone, p_end_date timestamp with time zone, p_source text)
  RETURNS void
  LANGUAGE plpgsql VOLATILE;

CREATE FUNCTION reprice_executions(p_organization_id uuid, p_from timestamp with time zone, p_to timestamp with time zone, p_providers text[], p_models text[], p_after_start_time timestamp with time zone, p_after_id uuid, p_limit integer)
  RETURNS TABLE(id uuid, start_time timestamp with time zone, day date, provider text, model text, task_type text, success boolean, is_counted boolean, changed boolean, actual_cost_before numeric, actual_cost_after numeric, baseline_cost_before numeric, baseline_cost_after numeric, unpriced_reason_before text, unpriced_reason text, baseline_provider text, baseline_model text, unpriced_detail text, baseline_rule text, price_basis text)
  LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1000 SET jit=off;

CREATE FUNCTION request_recalculation(p_organization_id uuid, p_cause text, p_price_id uuid, p_start timestamp with time zone, p_end timestamp with time zone, p_providers text[], p_models text[], p_reason text, p_created_by text, p_correction jsonb DEFAULT NULL::jsonb)
  RETURNS uuid
  LANGUAGE sql VOLATILE;

CREATE FUNCTION restore_batch(p_work recalculations, p_piece recalculation_pieces, p_batch_size integer)
  RETURNS recalculated_batch
  LANGUAGE plpgsql VOLATILE SET jit=off;

CREATE FUNCTION rollup_hashes(p_organization_id uuid, p_days date[])
  RETURNS TABLE(day date, hash numeric, aggregated_at timestamp with time zone, is_settled boolean)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000;

CREATE FUNCTION rollups_hash(p_organization_id uuid, p_day date)
  RETURNS bytea
  LANGUAGE sql STABLE PARALLEL SAFE;

CREATE FUNCTION rollups_of_executions(p_organization_id uuid, p_days date[])
  RETURNS SETOF daily_rollups
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000;

CREATE FUNCTION rollups_of_measured(p_executions measured_execution[])
  RETURNS SETOF daily_rollups
  LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 1000;

CREATE FUNCTION store_batch(p_work recalculations, p_piece recalculation_pieces, p_batch_size integer)
  RETURNS recalculated_batch
  LANGUAGE plpgsql VOLATILE SET jit=off;

CREATE FUNCTION take_keys(p_child text, p_first timestamp with time zone, p_ended timestamp with time zone)
  RETURNS void
  LANGUAGE plpgsql VOLATILE SET search_path=pg_catalog, public, pg_temp;

CREATE FUNCTION take_place(p_name text, p_most integer)
  RETURNS boolean
  LANGUAGE plpgsql VOLATILE STRICT;

CREATE FUNCTION try_batch(p_work recalculations, p_piece recalculation_pieces, p_batch_size integer)
  RETURNS recalculated_batch
  LANGUAGE plpgsql VOLATILE SET jit=off;

CREATE FUNCTION try_lock_fold()
  RETURNS boolean
  LANGUAGE sql VOLATILE;

CREATE FUNCTION unpriced_detail(p_lacks text, p_cost numeric)
  RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION unpriced_reason(p_side text, p_lacks text, p_cost numeric)
  RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION usage_of(p_execution counted_executions)
  RETURNS usage
  LANGUAGE sql IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION void_batch(p_work recalculations, p_piece recalculation_pieces, p_batch_size integer)
  RETURNS recalculated_batch
  LANGUAGE plpgsql VOLATILE SET jit=off;

-- Rights

GRANT EXECUTE ON FUNCTION add_factor(p_factor price_factors, OUT added_id uuid, OUT closed_id uuid, OUT resumed_id uuid) TO PUBLIC;
GRANT EXECUTE ON FUNCTION add_price(p_price provider_pricing, p_interrupted_id uuid, OUT added_id uuid, OUT closed_id uuid, OUT resumed_id uuid) TO PUBLIC;
GRANT EXECUTE ON FUNCTION append_rollup_deltas(p_executions measured_execution[]) TO PUBLIC;
GRANT EXECUTE ON FUNCTION archived_before(p_organization organizations, p_day date) TO PUBLIC;
GRANT EXECUTE ON FUNCTION as_counted(p_execution task_executions) TO PUBLIC;
GRANT EXECUTE ON FUNCTION baseline_by_rule(p_execution execution_to_price, p_rules organization_baselines[]) TO PUBLIC;
GRANT EXECUTE ON FUNCTION card_applies(p_card rate_card, p_start_time timestamp with time zone, p_input_tokens bigint) TO PUBLIC;
GRANT EXECUTE ON FUNCTION card_found(p_card rate_card, p_input_tokens bigint) TO PUBLIC;
GRANT EXECUTE ON FUNCTION card_lacks(p_used usage, p_card rate_card) TO PUBLIC;
GRANT EXECUTE ON FUNCTION complete_audit_entry() TO PUBLIC;
GRANT EXECUTE ON FUNCTION correct_price(p_price_id uuid, p_correction jsonb) TO PUBLIC;
GRANT EXECUTE ON FUNCTION cost_components(p_used usage, p_card rate_card) TO PUBLIC;
GRANT EXECUTE ON FUNCTION count_refused_access(refused_operation text, asked_organization uuid) TO payback_api;
REVOKE EXECUTE ON FUNCTION count_refused_access(refused_operation text, asked_organization uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION count_requests(p_minute timestamp with time zone, p_who text, p_requests integer) TO payback_api;
REVOKE EXECUTE ON FUNCTION count_requests(p_minute timestamp with time zone, p_who text, p_requests integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION current_api_key_hash() TO PUBLIC;
GRANT EXECUTE ON FUNCTION current_is_operator() TO PUBLIC;
GRANT EXECUTE ON FUNCTION current_organization_id() TO PUBLIC;
GRANT EXECUTE ON FUNCTION current_subject() TO PUBLIC;
GRANT EXECUTE ON FUNCTION daily_rate_cards(p_organization_id uuid, p_provider text, p_model text, p_task_types text[], p_from timestamp with time zone, p_to timestamp with time zone) TO PUBLIC;
GRANT EXECUTE ON FUNCTION day_hashes_version() TO PUBLIC;
GRANT EXECUTE ON FUNCTION day_of(p_instant timestamp with time zone, p_time_zone text) TO PUBLIC;
GRANT EXECUTE ON FUNCTION delete_audit_entries(days_kept integer, at_most integer) TO payback_upkeep;
REVOKE EXECUTE ON FUNCTION delete_audit_entries(days_kept integer, at_most integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION deleted_before(p_organization_id uuid) TO PUBLIC;
GRANT EXECUTE ON FUNCTION drop_keys(p_week timestamp with time zone) TO PUBLIC;
GRANT EXECUTE ON FUNCTION drop_week(p_week timestamp with time zone) TO payback_upkeep;
REVOKE EXECUTE ON FUNCTION drop_week(p_week timestamp with time zone) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION duration_bin(p_duration_ms bigint) TO PUBLIC;
GRANT EXECUTE ON FUNCTION duration_of_bin(p_bin integer) TO PUBLIC;
GRANT EXECUTE ON FUNCTION ended_before(p_organization organizations, p_now timestamp with time zone) TO PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_partitions(p_from timestamp with time zone, p_to timestamp with time zone) TO payback_ingest;
GRANT EXECUTE ON FUNCTION ensure_partitions(p_from timestamp with time zone, p_to timestamp with time zone) TO payback_upkeep;
REVOKE EXECUTE ON FUNCTION ensure_partitions(p_from timestamp with time zone, p_to timestamp with time zone) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erased_labels(p_organization_id uuid, p_labels jsonb) TO PUBLIC;
GRANT EXECUTE ON FUNCTION execution_cost(p_used usage, p_card rate_card) TO PUBLIC;
GRANT EXECUTE ON FUNCTION execution_hash(p_execution counted_executions) TO PUBLIC;
GRANT EXECUTE ON FUNCTION execution_to_price(p_execution counted_executions, p_row_number bigint) TO PUBLIC;
GRANT EXECUTE ON FUNCTION executions_state(p_organization_id uuid, p_day date, p_time_zone text) TO PUBLIC;
GRANT EXECUTE ON FUNCTION executions_to_void(p_work recalculations, p_piece recalculation_pieces, p_limit integer) TO PUBLIC;
GRANT EXECUTE ON FUNCTION filtered_executions(p_organization_id uuid, p_start date, p_end date, p_time_zone text, p_provider text, p_model text, p_task_type text, p_user_id uuid, p_success boolean, p_unpriced boolean, p_flag text, p_voided boolean) TO PUBLIC;
GRANT EXECUTE ON FUNCTION first_instant_of_day(p_day date, p_time_zone text) TO PUBLIC;
GRANT EXECUTE ON FUNCTION first_kept_day(p_organization organizations, p_now timestamp with time zone) TO PUBLIC;
GRANT EXECUTE ON FUNCTION first_kept_instant(p_organization organizations, p_now timestamp with time zone) TO PUBLIC;
GRANT EXECUTE ON FUNCTION forget_idle_users(p_organization_id uuid, p_days recalculated_day[]) TO PUBLIC;
GRANT EXECUTE ON FUNCTION hold_price_book() TO PUBLIC;
GRANT EXECUTE ON FUNCTION hold_pricing_inputs() TO PUBLIC;
GRANT EXECUTE ON FUNCTION is_archived(p_organization organizations, p_day date) TO PUBLIC;
GRANT EXECUTE ON FUNCTION is_its_turn(p_work recalculations, p_organization_id uuid) TO PUBLIC;
GRANT EXECUTE ON FUNCTION is_priced_by_card(p_execution counted_executions) TO PUBLIC;
GRANT EXECUTE ON FUNCTION job_functions() TO PUBLIC;
GRANT EXECUTE ON FUNCTION job_rights() TO PUBLIC;
GRANT EXECUTE ON FUNCTION least_id_at(p_instant timestamp with time zone) TO PUBLIC;
GRANT EXECUTE ON FUNCTION lock_fold() TO PUBLIC;
GRANT EXECUTE ON FUNCTION lock_live_connections(p_organization_id uuid) TO PUBLIC;
GRANT EXECUTE ON FUNCTION lock_price_book() TO PUBLIC;
GRANT EXECUTE ON FUNCTION lock_pricing_inputs() TO PUBLIC;
GRANT EXECUTE ON FUNCTION measured_executions(p_organization_id uuid, p_days date[]) TO PUBLIC;
GRANT EXECUTE ON FUNCTION note_api_key_use() TO payback_api;
REVOKE EXECUTE ON FUNCTION note_api_key_use() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plan_recalculation(p_recalculation_id uuid) TO PUBLIC;
GRANT EXECUTE ON FUNCTION price_condition(p_value text) TO PUBLIC;
GRANT EXECUTE ON FUNCTION price_executions(p_executions execution_to_price[]) TO PUBLIC;
GRANT EXECUTE ON FUNCTION price_sides(p_executions execution_to_price[]) TO PUBLIC;
GRANT EXECUTE ON FUNCTION raised_flags(p_success boolean, p_actual_cost numeric, p_baseline_cost numeric, p_review_threshold numeric) TO PUBLIC;
GRANT EXECUTE ON FUNCTION rate_cards(p_organization_ids uuid[], p_providers text[], p_models text[], p_task_types text[], p_service_tiers text[], p_speeds text[], p_inference_geos text[], p_from timestamp with time zone, p_to timestamp with time zone) TO PUBLIC;
GRANT EXECUTE ON FUNCTION recalculate_batch(p_batch_size integer, p_recalculation_id uuid, OUT recalculation_id uuid, OUT examined integer) TO PUBLIC;
GRANT EXECUTE ON FUNCTION recently_recalculated(p_organization_id uuid) TO PUBLIC;
GRANT EXECUTE ON FUNCTION refuse_change() TO PUBLIC;
GRANT EXECUTE ON FUNCTION released_before(p_organization organizations, p_kept_from date) TO PUBLIC;
GRANT EXECUTE ON FUNCTION replace_factor(p_factor price_factors, p_new_id uuid, p_created_by text, p_value numeric, p_effective_date timestamp with time zone, p_end_date timestamp with time zone) TO PUBLIC;
GRANT EXECUTE ON FUNCTION replace_price(p_price provider_pricing, p_new_id uuid, p_created_by text, p_cost_per_unit numeric, p_effective_date timestamp with time zone, p_end_date timestamp with time zone, p_source text) TO PUBLIC;
GRANT EXECUTE ON FUNCTION reprice_executions(p_organization_id uuid, p_from timestamp with time zone, p_to timestamp with time zone, p_providers text[], p_models text[], p_after_start_time timestamp with time zone, p_after_id uuid, p_limit integer) TO PUBLIC;
GRANT EXECUTE ON FUNCTION request_recalculation(p_organization_id uuid, p_cause text, p_price_id uuid, p_start timestamp with time zone, p_end timestamp with time zone, p_providers text[], p_models text[], p_reason text, p_created_by text, p_correction jsonb) TO PUBLIC;
GRANT EXECUTE ON FUNCTION restore_batch(p_work recalculations, p_piece recalculation_pieces, p_batch_size integer) TO PUBLIC;
GRANT EXECUTE ON FUNCTION rollup_hashes(p_organization_id uuid, p_days date[]) TO PUBLIC;
GRANT EXECUTE ON FUNCTION rollups_hash(p_organization_id uuid, p_day date) TO PUBLIC;
GRANT EXECUTE ON FUNCTION rollups_of_executions(p_organization_id uuid, p_days date[]) TO PUBLIC;
GRANT EXECUTE ON FUNCTION rollups_of_measured(p_executions measured_execution[]) TO PUBLIC;
GRANT EXECUTE ON FUNCTION store_batch(p_work recalculations, p_piece recalculation_pieces, p_batch_size integer) TO PUBLIC;
GRANT EXECUTE ON FUNCTION take_keys(p_child text, p_first timestamp with time zone, p_ended timestamp with time zone) TO PUBLIC;
GRANT EXECUTE ON FUNCTION take_place(p_name text, p_most integer) TO PUBLIC;
GRANT EXECUTE ON FUNCTION try_batch(p_work recalculations, p_piece recalculation_pieces, p_batch_size integer) TO PUBLIC;
GRANT EXECUTE ON FUNCTION try_lock_fold() TO PUBLIC;
GRANT EXECUTE ON FUNCTION unpriced_detail(p_lacks text, p_cost numeric) TO PUBLIC;
GRANT EXECUTE ON FUNCTION unpriced_reason(p_side text, p_lacks text, p_cost numeric) TO PUBLIC;
GRANT EXECUTE ON FUNCTION usage_of(p_execution counted_executions) TO PUBLIC;
GRANT EXECUTE ON FUNCTION void_batch(p_work recalculations, p_piece recalculation_pieces, p_batch_size integer) TO PUBLIC;
GRANT USAGE ON SEQUENCE audit_log_id_seq TO payback_api;
GRANT USAGE ON SEQUENCE ingest_rejections_id_seq TO payback_api;
GRANT USAGE ON SEQUENCE price_changes_id_seq TO payback_api;
GRANT USAGE ON SEQUENCE price_feed_imports_id_seq TO payback_api;
GRANT USAGE ON SEQUENCE reconciliations_id_seq TO payback_api;
GRANT USAGE ON SEQUENCE schema_migrations_id_seq TO payback_api;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE analytics_aggregations TO payback_rollup;
GRANT SELECT ON TABLE analytics_aggregations TO payback_api;
GRANT SELECT ON TABLE analytics_aggregations TO payback_live;
GRANT SELECT ON TABLE analytics_aggregations TO payback_pricing;
GRANT INSERT (created_by, expires_at, id, key_hash, name, organization_id, scopes), SELECT (created_at, created_by, expires_at, id, last_used_at, name, organization_id, revoked_at, revoked_by, scopes), UPDATE (revoked_at, revoked_by) ON TABLE api_keys TO payback_api;
GRANT INSERT, SELECT, UPDATE ON TABLE archived_days TO payback_upkeep;
GRANT SELECT ON TABLE archived_days TO payback_api;
GRANT INSERT (action, actor, details, organization_id, resource_type, subject) ON TABLE audit_log TO payback_feed;
GRANT INSERT (action, actor, details, organization_id, resource_type, subject) ON TABLE audit_log TO payback_upkeep;
GRANT INSERT (action, actor, details, organization_id, resource_type, subject), SELECT (action, actor, created_at, organization_id) ON TABLE audit_log TO payback_pricing;
GRANT INSERT (action, actor, details, organization_id, resource_type, subject), SELECT ON TABLE audit_log TO payback_api;
GRANT INSERT, SELECT, UPDATE ON TABLE audited_days TO payback_pricing;
GRANT SELECT ON TABLE counted_executions TO payback_api;
GRANT SELECT ON TABLE counted_executions TO payback_pricing;
GRANT SELECT ON TABLE current_api_key TO payback_api;
GRANT SELECT ON TABLE current_days TO payback_api;
GRANT SELECT ON TABLE current_days TO payback_pricing;
GRANT SELECT ON TABLE current_durations TO payback_api;
GRANT SELECT ON TABLE current_durations TO payback_feed;
GRANT SELECT ON TABLE current_durations TO payback_operations;
GRANT SELECT ON TABLE current_durations TO payback_pricing;
GRANT SELECT ON TABLE current_measures TO payback_api;
GRANT SELECT ON TABLE current_measures TO payback_feed;
GRANT SELECT ON TABLE current_measures TO payback_operations;
GRANT SELECT ON TABLE current_measures TO payback_pricing;
GRANT SELECT ON TABLE current_measures TO payback_upkeep;
GRANT SELECT ON TABLE current_rollups TO payback_api;
GRANT SELECT ON TABLE current_rollups TO payback_feed;
GRANT SELECT ON TABLE current_rollups TO payback_operations;
GRANT SELECT ON TABLE current_rollups TO payback_pricing;
GRANT DELETE, INSERT, SELECT ON TABLE daily_active_users TO payback_pricing;
GRANT DELETE, INSERT, SELECT ON TABLE daily_active_users TO payback_upkeep;
GRANT INSERT, SELECT ON TABLE daily_active_users TO payback_ingest;
GRANT SELECT ON TABLE daily_active_users TO payback_api;
GRANT SELECT ON TABLE daily_active_users TO payback_rollup;
GRANT DELETE, INSERT, SELECT ON TABLE daily_rollups TO payback_pricing;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE daily_rollups TO payback_rollup;
GRANT SELECT ON TABLE daily_rollups TO payback_api;
GRANT SELECT ON TABLE daily_rollups TO payback_feed;
GRANT SELECT ON TABLE daily_rollups TO payback_operations;
GRANT SELECT ON TABLE daily_rollups TO payback_upkeep;
GRANT INSERT, SELECT, UPDATE ON TABLE erased_users TO payback_api;
GRANT INSERT, SELECT, UPDATE ON TABLE erased_users TO payback_upkeep;
GRANT SELECT ON TABLE erased_users TO payback_ingest;
GRANT DELETE, INSERT, SELECT ON TABLE erasure_people TO payback_upkeep;
GRANT INSERT, SELECT ON TABLE erasure_people TO payback_api;
GRANT SELECT (erasure_id) ON TABLE erasure_people TO payback_operations;
GRANT INSERT, SELECT ON TABLE erasures TO payback_api;
GRANT INSERT, SELECT, UPDATE ON TABLE erasures TO payback_upkeep;
GRANT SELECT ON TABLE erasures TO payback_operations;
GRANT DELETE, INSERT, SELECT ON TABLE execution_flags TO payback_ingest;
GRANT DELETE, INSERT, SELECT ON TABLE execution_flags TO payback_pricing;
GRANT DELETE, SELECT, UPDATE (note) ON TABLE execution_flags TO payback_upkeep;
GRANT SELECT (execution_id, kind, organization_id, status) ON TABLE execution_flags TO payback_operations;
GRANT SELECT, UPDATE (note, reviewed_at, reviewed_by, status) ON TABLE execution_flags TO payback_api;
GRANT DELETE, INSERT, SELECT ON TABLE execution_keys TO payback_ingest;
GRANT DELETE, SELECT ON TABLE execution_keys TO payback_upkeep;
GRANT SELECT ON TABLE execution_keys TO payback_api;
GRANT SELECT ON TABLE execution_keys TO payback_operations;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE ingest_counts TO payback_upkeep;
GRANT INSERT, SELECT, UPDATE ON TABLE ingest_counts TO payback_ingest;
GRANT SELECT ON TABLE ingest_counts TO payback_api;
GRANT SELECT ON TABLE ingest_counts TO payback_operations;
GRANT DELETE, SELECT, UPDATE (body_hash, detail, execution_id, structure) ON TABLE ingest_rejections TO payback_upkeep;
GRANT INSERT, SELECT ON TABLE ingest_rejections TO payback_ingest;
GRANT SELECT (execution_id, id, organization_id, path, reason, received_at) ON TABLE ingest_rejections TO payback_operations;
GRANT SELECT ON TABLE ingest_rejections TO payback_api;
GRANT INSERT, SELECT, UPDATE ON TABLE job_runs TO payback_feed;
GRANT INSERT, SELECT, UPDATE ON TABLE job_runs TO payback_pricing;
GRANT INSERT, SELECT, UPDATE ON TABLE job_runs TO payback_rollup;
GRANT INSERT, SELECT, UPDATE ON TABLE job_runs TO payback_upkeep;
GRANT SELECT ON TABLE job_runs TO payback_operations;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE live_connections TO payback_live;
GRANT SELECT (connected_at, expires_at, organization_id) ON TABLE live_connections TO payback_operations;
GRANT SELECT ON TABLE live_connections TO payback_api;
GRANT INSERT, SELECT, UPDATE ON TABLE live_hints TO payback_live;
GRANT DELETE, INSERT, SELECT ON TABLE live_tickets TO payback_api;
GRANT DELETE, SELECT ON TABLE live_tickets TO payback_live;
GRANT SELECT ON TABLE live_watch TO payback_operations;
GRANT SELECT, UPDATE ON TABLE live_watch TO payback_live;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE memberships TO payback_api;
GRANT SELECT ON TABLE memberships TO payback_live;
GRANT INSERT, SELECT ON TABLE model_names TO payback_ingest;
GRANT SELECT, UPDATE ON TABLE model_names TO payback_feed;
GRANT SELECT ON TABLE mv_daily_savings TO payback_api;
GRANT SELECT ON TABLE mv_org_current_month TO payback_api;
GRANT INSERT, SELECT, UPDATE ON TABLE organization_baselines TO payback_api;
GRANT SELECT ON TABLE organization_baselines TO payback_feed;
GRANT SELECT ON TABLE organization_baselines TO payback_ingest;
GRANT SELECT ON TABLE organization_baselines TO payback_pricing;
GRANT SELECT ON TABLE organization_baselines TO payback_upkeep;
GRANT INSERT, SELECT, UPDATE ON TABLE organizations TO payback_api;
GRANT SELECT ON TABLE organizations TO payback_ingest;
GRANT SELECT ON TABLE organizations TO payback_operations;
GRANT SELECT ON TABLE organizations TO payback_pricing;
GRANT SELECT ON TABLE organizations TO payback_rollup;
GRANT SELECT ON TABLE organizations TO payback_upkeep;
GRANT INSERT, SELECT ON TABLE price_changes TO payback_api;
GRANT INSERT, SELECT ON TABLE price_changes TO payback_feed;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE price_disputes TO payback_feed;
GRANT SELECT ON TABLE price_disputes TO payback_api;
GRANT SELECT ON TABLE price_disputes TO payback_operations;
GRANT INSERT, SELECT, UPDATE (superseded_at, superseded_by) ON TABLE price_factors TO payback_api;
GRANT INSERT, SELECT, UPDATE (superseded_at, superseded_by) ON TABLE price_factors TO payback_feed;
GRANT INSERT, SELECT, UPDATE (superseded_at, superseded_by) ON TABLE price_factors TO payback_pricing;
GRANT SELECT ON TABLE price_factors TO payback_ingest;
GRANT INSERT, SELECT, UPDATE ON TABLE price_feed_imports TO payback_feed;
GRANT SELECT ON TABLE price_feed_imports TO payback_operations;
GRANT INSERT, SELECT, UPDATE ON TABLE price_sources TO payback_api;
GRANT SELECT, UPDATE ON TABLE price_sources TO payback_feed;
GRANT INSERT, SELECT, UPDATE ON TABLE producer_totals TO payback_ingest;
GRANT SELECT ON TABLE producer_totals TO payback_api;
GRANT DELETE, INSERT, SELECT, UPDATE (name) ON TABLE producers TO payback_api;
GRANT SELECT ON TABLE producers TO payback_ingest;
GRANT INSERT, SELECT, UPDATE (confirmed_on, superseded_at, superseded_by) ON TABLE provider_pricing TO payback_feed;
GRANT INSERT, SELECT, UPDATE (superseded_at, superseded_by) ON TABLE provider_pricing TO payback_api;
GRANT INSERT, SELECT, UPDATE (superseded_at, superseded_by) ON TABLE provider_pricing TO payback_pricing;
GRANT SELECT ON TABLE provider_pricing TO payback_ingest;
GRANT INSERT, SELECT, UPDATE ON TABLE recalculation_days TO payback_api;
GRANT INSERT, SELECT, UPDATE ON TABLE recalculation_days TO payback_pricing;
GRANT INSERT, SELECT, UPDATE ON TABLE recalculation_pieces TO payback_api;
GRANT INSERT, SELECT, UPDATE ON TABLE recalculation_pieces TO payback_pricing;
GRANT SELECT (completed_at, recalculation_id) ON TABLE recalculation_pieces TO payback_operations;
GRANT INSERT, SELECT ON TABLE recalculations TO payback_feed;
GRANT INSERT, SELECT, UPDATE (failure, finished_at, planned_at, status) ON TABLE recalculations TO payback_api;
GRANT SELECT (created_at, finished_at, id, planned_at) ON TABLE recalculations TO payback_live;
GRANT SELECT ON TABLE recalculations TO payback_operations;
GRANT SELECT ON TABLE recalculations TO payback_upkeep;
GRANT SELECT, UPDATE ON TABLE recalculations TO payback_pricing;
GRANT INSERT, SELECT ON TABLE reconciliations TO payback_pricing;
GRANT SELECT ON TABLE reconciliations TO payback_api;
GRANT SELECT ON TABLE reconciliations TO payback_operations;
GRANT SELECT ON TABLE refused_access TO payback_api;
GRANT DELETE, INSERT, SELECT ON TABLE released_ids TO payback_pricing;
GRANT DELETE, SELECT ON TABLE released_ids TO payback_ingest;
GRANT DELETE, SELECT ON TABLE released_ids TO payback_upkeep;
GRANT INSERT, SELECT, UPDATE ON TABLE retention_cuts TO payback_upkeep;
GRANT SELECT ON TABLE retention_cuts TO payback_api;
GRANT SELECT ON TABLE retention_cuts TO payback_ingest;
GRANT SELECT ON TABLE retention_cuts TO payback_operations;
GRANT SELECT ON TABLE retention_cuts TO payback_pricing;
GRANT DELETE, INSERT, SELECT ON TABLE rollup_deltas TO payback_pricing;
GRANT DELETE, SELECT ON TABLE rollup_deltas TO payback_rollup;
GRANT INSERT, SELECT ON TABLE rollup_deltas TO payback_ingest;
GRANT SELECT ON TABLE rollup_deltas TO payback_api;
GRANT SELECT ON TABLE rollup_deltas TO payback_feed;
GRANT SELECT ON TABLE rollup_deltas TO payback_live;
GRANT SELECT ON TABLE rollup_deltas TO payback_operations;
GRANT SELECT ON TABLE rollup_deltas TO payback_upkeep;
GRANT INSERT, SELECT ON TABLE rollup_dimensions TO payback_rollup;
GRANT SELECT ON TABLE rollup_dimensions TO payback_api;
GRANT SELECT ON TABLE rollup_dimensions TO payback_feed;
GRANT SELECT ON TABLE rollup_dimensions TO payback_operations;
GRANT SELECT ON TABLE rollup_dimensions TO payback_pricing;
GRANT SELECT ON TABLE rollup_dimensions TO payback_upkeep;
GRANT DELETE, INSERT, SELECT ON TABLE rollup_durations TO payback_pricing;
GRANT DELETE, INSERT, SELECT ON TABLE rollup_durations TO payback_rollup;
GRANT SELECT ON TABLE rollup_durations TO payback_api;
GRANT SELECT ON TABLE rollup_durations TO payback_feed;
GRANT SELECT ON TABLE rollup_durations TO payback_operations;
GRANT INSERT, SELECT, UPDATE ON TABLE rollup_folds TO payback_rollup;
GRANT SELECT ON TABLE rollup_folds TO payback_api;
GRANT SELECT ON TABLE rollup_folds TO payback_live;
GRANT DELETE, INSERT, SELECT ON TABLE rollup_sums TO payback_pricing;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE rollup_sums TO payback_rollup;
GRANT SELECT ON TABLE rollup_sums TO payback_api;
GRANT SELECT ON TABLE rollup_sums TO payback_feed;
GRANT SELECT ON TABLE rollup_sums TO payback_operations;
GRANT SELECT ON TABLE rollup_sums TO payback_upkeep;
GRANT DELETE, INSERT, SELECT ON TABLE rollup_touched_days TO payback_pricing;
GRANT DELETE, INSERT, SELECT ON TABLE rollup_touched_days TO payback_rollup;
GRANT SELECT ON TABLE rollup_touched_days TO payback_api;
GRANT SELECT ON TABLE rollup_touched_days TO payback_operations;
GRANT DELETE, INSERT, SELECT ON TABLE routing_decisions TO payback_ingest;
GRANT DELETE, SELECT, UPDATE (reasoning) ON TABLE routing_decisions TO payback_upkeep;
GRANT SELECT ON TABLE routing_decisions TO payback_api;
GRANT SELECT ON TABLE routing_decisions TO payback_pricing;
GRANT SELECT ON TABLE schema_migrations TO payback_api;
GRANT SELECT ON TABLE schema_migrations TO payback_operations;
GRANT DELETE, INSERT, SELECT ON TABLE task_executions TO payback_ingest;
GRANT DELETE, SELECT, UPDATE (error_message, labels, notes, request_id, session_id, task_description, task_id, user_id) ON TABLE task_executions TO payback_upkeep;
GRANT SELECT (actual_cost, baseline_cost, baseline_model, baseline_provider, created_at, id, import_id, model, organization_id, priced_at, producer, provider, start_time, success, task_type, unpriced_detail, unpriced_reason, updated_at, void_id) ON TABLE task_executions TO payback_operations;
GRANT SELECT ON TABLE task_executions TO payback_api;
GRANT SELECT, UPDATE (actual_cost, baseline_cost, baseline_model, baseline_provider, baseline_rule, price_basis, priced_at, unpriced_detail, unpriced_reason, updated_at, void_id) ON TABLE task_executions TO payback_pricing;
GRANT DELETE, INSERT, SELECT ON TABLE user_links TO payback_api;
GRANT DELETE, SELECT, UPDATE ON TABLE users TO payback_upkeep;
GRANT INSERT, SELECT ON TABLE users TO payback_ingest;
GRANT SELECT ON TABLE users TO payback_api;
GRANT SELECT ON TABLE users TO payback_pricing;
GRANT INSERT, SELECT ON TABLE voids TO payback_api;
GRANT SELECT ON TABLE voids TO payback_pricing;
