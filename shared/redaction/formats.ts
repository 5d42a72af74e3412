/**
 * Secrets that are known by how they are written. Facts (prefixes, alphabets, lengths) are those of the rules of secretlint
 * (github.com/secretlint/secretlint, MIT) and gitleaks (github.com/gitleaks/gitleaks, MIT), and of the issuers' documents.
 * Lengths are less strict than there: a token that was cut, or has got longer, is no less of a secret. A repetition is bounded,
 * and nothing is needed behind a long one, so that no word is read twice.
 */
const FORMATS: readonly (readonly [issuer: string, pattern: string])[] = [
  [
    'AWS key ids',
    String.raw`(?:A3T[A-Z0-9]|AKIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ASIA|ABIA|ACCA)[A-Z0-9]{12,40}`,
  ],
  ['Payback', String.raw`pbk_\w{16,200}`],
  ['AWS Bedrock', String.raw`(?:ABSK|bedrock-api-key-)[\w+/=]{20,2000}`],
  ['Google', String.raw`AIza[\w-]{30,60}|GOCSPX-[\w-]{20,60}|ya29\.[\w.-]{20,2000}|1//0[\w-]{30,200}`],
  ['Azure', String.raw`[\w~.]{3}\dQ~[\w~.-]{30,40}`],
  ['Alibaba, Tencent', String.raw`LTAI[A-Za-z0-9]{12,30}|AKID[A-Za-z0-9]{20,40}`],
  ['DigitalOcean', String.raw`do[opr]_v1_[a-f0-9]{40,80}`],
  ['GitHub', String.raw`gh[opusr]_[A-Za-z0-9_]{20,255}|github_pat_\w{20,255}|v1\.[a-f0-9]{40}`],
  [
    'GitLab',
    String.raw`gl(?:pat|ptt|dt|rt|rtr|cbt|soat|imt|agent|oas|ft|ffct|wt)-[\w.-]{16,300}|GR1348941[\w-]{16,60}`,
  ],
  ['Bitbucket, Atlassian', String.raw`AT(?:ATT|CTT|BB|AATT)[\w=+/-]{16,400}`],
  ['OpenAI, Anthropic and others', String.raw`sk-(?:[A-Za-z0-9]{1,12}-){0,4}[A-Za-z0-9_]{12}[\w-]{4,400}`],
  ['OpenAI sessions', String.raw`sess-[A-Za-z0-9]{30,60}`],
  [
    'Hugging Face, Replicate',
    String.raw`hf_[A-Za-z0-9]{20,60}|api_org_[A-Za-z]{20,60}|r8_[A-Za-z0-9]{20,60}`,
  ],
  [
    'Groq, xAI, Perplexity, NVIDIA',
    String.raw`(?:gsk_|xai-|pplx-|nvapi-|fw_|tgp_v1_|csk-|rpa_|jina_|tvly-(?:dev-|prod-)?)[\w-]{16,200}`,
  ],
  ['LangSmith, Langfuse', String.raw`lsv2_(?:pt|sk)_[\w]{16,100}|[ps]k-lf-[\w-]{16,60}|ls__[a-f0-9]{16,60}`],
  ['Stripe', String.raw`(?:[srp]k_(?:live|test|prod)_|whsec_)[A-Za-z0-9+/=]{10,250}`],
  [
    'Square, PayPal',
    String.raw`sq0[a-z]{3}-[\w-]{20,60}|EAAA[\w-]{50,100}|access_token\$production\$[a-z0-9$]{20,80}`,
  ],
  ['Slack', String.raw`xox[a-z](?:\.xox[a-z])?-[\w-]{10,300}|xapp-\d-[\w-]{10,300}`],
  [
    'Slack, Teams, Discord webhooks',
    String.raw`hooks\.slack\.com/(?:services|workflows|triggers)/[\w/+-]{20,200}|webhook\.office\.com/webhookb2/[\w/@.-]{20,300}|discord(?:app)?\.com/api/webhooks/\d{10,25}/[\w-]{20,100}`,
  ],
  ['Discord', String.raw`[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{25,40}`],
  ['Telegram', String.raw`(?:bot)?\d{8,10}:AA[\w-]{30,36}`],
  [
    'npm, PyPI, RubyGems',
    String.raw`npm_[A-Za-z0-9]{20,60}|pypi-[\w-]{20,400}|rubygems_[a-f0-9]{32,64}|oy2[a-z0-9]{43}|CLOJARS_[a-z0-9]{40,80}|crates?\.io_[\w-]{20,60}|cio[A-Za-z0-9]{32}`,
  ],
  ['Docker', String.raw`dckr_(?:pat|oat)_[\w-]{16,60}`],
  ['HashiCorp', String.raw`hv[sbr]\.[\w-]{20,400}|[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{20,80}`],
  ['Databricks', String.raw`dapi[a-f0-9]{20,40}(?:-\d)?`],
  ['Grafana', String.raw`glc_[\w+/=]{20,400}|glsa_\w{20,80}|eyJrIjoi[\w+/=]{20,400}`],
  ['Sentry', String.raw`sntry[su]_[\w+/=-]{20,400}`],
  [
    'New Relic, Datadog, PagerDuty',
    String.raw`NRAK-[A-Z0-9]{20,40}|NRJS-[a-f0-9]{15,30}|NRI[IQ]-[\w-]{20,40}|[a-f0-9]{30,40}NRAL|pub[a-f0-9]{32}`,
  ],
  [
    'SendGrid, Mailgun, Mailchimp, Brevo, Resend',
    String.raw`SG\.[\w-]{10,60}\.[\w-]{10,80}|key-[a-f0-9]{32}|[a-f0-9]{32}-us\d{1,2}|xkeysib-[a-f0-9-]{30,100}|re_[A-Za-z0-9]{8}_[A-Za-z0-9]{16,40}`,
  ],
  ['Twilio', String.raw`SK[a-f0-9]{32}`],
  ['Shopify', String.raw`shp(?:at|ca|pa|ss|tka)_[A-Za-z0-9]{20,64}`],
  [
    'Linear, Notion, Figma, Airtable, Asana',
    String.raw`lin_(?:api|oauth)_[A-Za-z0-9]{20,128}|ntn_[A-Za-z0-9]{30,60}|secret_[A-Za-z0-9]{40,50}|fig[douh]{1,2}_[\w-]{20,200}|pat[A-Za-z0-9]{14}\.[a-f0-9]{40,80}`,
  ],
  [
    'Vercel, Netlify, Heroku, Fly, Render',
    String.raw`vc[pickar]{1}_[A-Za-z0-9]{20,60}|nf[pcoub]_[A-Za-z0-9]{30,60}|HRKU-[\w-]{20,80}|fm[12][ar]?_[\w+/=-]{20,800}|fo1_[\w-]{20,80}|rnd_[A-Za-z0-9]{20,60}`,
  ],
  [
    'Supabase, PlanetScale, Neon, Prisma',
    String.raw`sbp_[a-f0-9]{20,60}|sb_secret_[\w-]{16,80}|pscale_(?:tkn|pw|oauth)_[\w.-]{20,80}|napi_[a-z0-9]{30,80}`,
  ],
  [
    'Doppler, Pulumi, Postman, Terraform',
    String.raw`dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{20,120}|pul-[a-f0-9]{30,60}|PMAK-[a-f0-9-]{30,80}`,
  ],
  ['Cloudflare', String.raw`v1\.0-[a-f0-9]{20,40}-[a-f0-9]{60,160}`],
  [
    'Tailscale, ngrok, Buildkite, CircleCI',
    String.raw`tskey-[\w-]{16,100}|ngrok_[\w-]{20,80}|bk[uajt]{1,2}_[a-f0-9]{30,60}|CCIPAT_[\w]{20,100}`,
  ],
  ['Dropbox, Contentful, Typeform', String.raw`sl\.[\w-]{60,2000}|CFPAT-[\w-]{30,60}|tfp_[\w.-]{30,80}`],
  [
    'Okta, Auth0, 1Password, age',
    String.raw`SSWS 00[\w-]{30,60}|ops_eyJ[\w+/=-]{20,2000}|A3-[A-Z0-9]{6}-[A-Z0-9]{6,11}(?:-[A-Z0-9]{5}){3,4}|AGE-SECRET-KEY-1[A-Z0-9]{40,70}`,
  ],
  [
    'Sonar, Snyk, Artifactory',
    String.raw`sq[pua]_[a-f0-9]{40}|AKCp[A-Za-z0-9]{50,80}|cmVmd[A-Za-z0-9]{50,70}`,
  ],
  ['JSON Web Tokens', String.raw`eyJ[\w-]{10,6000}(?:\.[\w-]{0,6000}){0,4}`],
];

/** One expression, so that a text is read once. Case matters. */
export const KNOWN_FORMAT = new RegExp(
  String.raw`(?<![A-Za-z0-9])(?:${FORMATS.map(([, pattern]) => pattern).join('|')})`,
  'g',
);
