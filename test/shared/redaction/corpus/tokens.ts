import { encoded, piece } from './pieces.ts';
import type { Secret } from './secret.ts';

const hex = (length: number, name = '') => piece('hex', length, name);
const base62 = (length: number, name = '') => piece('base62', length, name);
const base64url = (length: number, name = '') => piece('base64url', length, name);
const upper = (length: number, name = '') => piece('upper', length, name);

const jwt = (name: string) =>
  [encoded('{"alg":"HS256","typ":"JWT"}'), encoded(`{"sub":"${name}","iat":1767225600}`), base64url(43, name)]
    .map((part) => part.replaceAll('=', ''))
    .join('.');

/** Known by how they are written, whatever stands around them. */
const TOKENS: Readonly<Record<string, string>> = {
  'AWS access key id': `AKIA${piece('base32', 16, 'aws')}`,
  'AWS temporary key id': `ASIA${piece('base32', 16, 'sts')}`,
  'AWS role id': `AROA${upper(17)}`,
  'AWS secret key, alone': `${base62(12)}/${base62(11, 'b')}+${base62(15, 'c')}`,
  'AWS Bedrock key': `ABSK${piece('base64', 120, 'bedrock')}`,
  'Google API key': `AIza${base64url(35)}`,
  'Google client secret': `GOCSPX-${base64url(28)}`,
  'Google access token': `ya29.${base64url(120)}`,
  'Azure client secret': `${base62(3)}8Q~${base62(34)}`,
  'Azure storage key, alone': `${piece('base64', 86, 'azure')}==`,
  'Alibaba key id': `LTAI${base62(20)}`,
  'DigitalOcean token': `dop_v1_${hex(64)}`,
  'GitHub token': `ghp_${base62(36)}`,
  'GitHub app token': `ghs_${base62(36)}`,
  'GitHub fine-grained token': `github_pat_${base62(22)}_${base62(59)}`,
  'GitHub token that was cut': `ghp_${base62(24)}`,
  'GitLab token': `glpat-${base64url(20)}`,
  'GitLab runner token': `glrt-${base64url(20)}`,
  'GitLab job token': `glcbt-64_${base64url(20)}`,
  'Atlassian token': `ATATT3${base64url(186)}`,
  'Bitbucket app password': `ATBB${base62(32)}`,
  'OpenAI key': `sk-${base62(20)}T3BlbkFJ${base62(20, 'b')}`,
  'OpenAI project key': `sk-proj-${base64url(74)}T3BlbkFJ${base64url(74, 'b')}`,
  'OpenAI service account key': `sk-svcacct-${base64url(74)}`,
  'Anthropic key': `sk-ant-api03-${base64url(93)}AA`,
  'Anthropic admin key': `sk-ant-admin01-${base64url(93)}AA`,
  'OpenRouter key': `sk-or-v1-${hex(64)}`,
  'DeepSeek key': `sk-${hex(32)}`,
  'Hugging Face token': `hf_${piece('letters', 34, 'hf')}`,
  'Replicate token': `r8_${base62(37)}`,
  'Groq key': `gsk_${base62(52)}`,
  'xAI key': `xai-${base62(80)}`,
  'Perplexity key': `pplx-${base62(48)}`,
  'NVIDIA key': `nvapi-${base64url(64)}`,
  'Fireworks key': `fw_${base62(24)}`,
  'Tavily key': `tvly-dev-${base62(32)}`,
  'LangSmith key': `lsv2_pt_${hex(32)}_${hex(10)}`,
  'Langfuse key': `sk-lf-${hex(8)}-${hex(4)}-${hex(4, 'b')}-${hex(4, 'c')}-${hex(12)}`,
  'Stripe live key': `sk_live_${base62(24)}`,
  'Stripe restricted key': `rk_test_${base62(99)}`,
  'Stripe webhook secret': `whsec_${base62(32)}`,
  'Square token': `sq0atp-${base64url(22)}`,
  'Slack bot token': `xoxb-${piece('digits', 12, 'a')}-${piece('digits', 12, 'b')}-${base62(24)}`,
  'Slack user token': `xoxp-${piece('digits', 11, 'a')}-${piece('digits', 11, 'b')}-${hex(32)}`,
  'Slack app token': `xapp-1-A${upper(10)}-${piece('digits', 13, 'c')}-${hex(64)}`,
  'Slack webhook': `https://hooks.slack.com/services/T${upper(8)}/B${upper(8)}/${base62(24)}`,
  'Discord bot token': `M${base62(23)}.${base62(6)}.${base64url(38)}`,
  'Discord webhook': `https://discord.com/api/webhooks/${piece('digits', 18, 'd')}/${base64url(68)}`,
  'Telegram bot token': `${piece('digits', 10, 't')}:AA${base64url(33)}`,
  'npm token': `npm_${base62(36)}`,
  'PyPI token': `pypi-AgEIcHlwaS5vcmc${base64url(120)}`,
  'RubyGems key': `rubygems_${hex(48)}`,
  'Docker token': `dckr_pat_${base64url(27)}`,
  'Vault token': `hvs.${base64url(95)}`,
  'Terraform token': `${base62(14)}.atlasv1.${base64url(60)}`,
  'Databricks token': `dapi${hex(32)}`,
  'Grafana cloud token': `glc_${piece('base64', 100, 'grafana')}`,
  'Grafana service account': `glsa_${base62(32)}_${hex(8)}`,
  'Sentry token': `sntrys_${piece('base64', 120, 'sentry')}`,
  'New Relic key': `NRAK-${upper(27)}`,
  'SendGrid key': `SG.${base64url(22)}.${base64url(43)}`,
  'Mailgun key': `key-${hex(32)}`,
  'Mailchimp key': `${hex(32)}-us12`,
  'Brevo key': `xkeysib-${hex(64)}-${base62(16)}`,
  'Twilio key': `SK${hex(32)}`,
  'Shopify token': `shpat_${hex(32)}`,
  'Linear key': `lin_api_${base62(40)}`,
  'Notion token': `ntn_${piece('digits', 11, 'n')}${base62(35)}`,
  'Notion secret': `secret_${base62(43)}`,
  'Figma token': `figd_${base64url(40)}`,
  'Airtable token': `pat${base62(14)}.${hex(64)}`,
  'Vercel token': `vcp_${base62(24)}`,
  'Netlify token': `nfp_${base62(40)}`,
  'Fly token': `fm2_${piece('base64', 200, 'fly')}`,
  'Supabase token': `sbp_${hex(40)}`,
  'PlanetScale password': `pscale_pw_${base64url(43)}`,
  'Doppler token': `dp.pt.${base62(43)}`,
  'Pulumi token': `pul-${hex(40)}`,
  'Postman key': `PMAK-${hex(24)}-${hex(34)}`,
  'Tailscale key': `tskey-auth-${base62(16)}-${base62(32)}`,
  'Dropbox token': `sl.${base64url(136)}`,
  'Contentful token': `CFPAT-${base64url(43)}`,
  '1Password service account': `ops_eyJ${base62(250)}`,
  '1Password secret key': `A3-${upper(6)}-${upper(6, 'b')}-${upper(5)}-${upper(5, 'b')}-${upper(5, 'c')}`,
  'age key': `AGE-SECRET-KEY-1${upper(58)}`,
  'Artifactory key': `AKCp${base62(69)}`,
  'JSON Web Token': jwt('mona'),
  'JSON Web Token that was cut': jwt('hubert').slice(0, 70),
};

export const tokens: readonly Secret[] = Object.entries(TOKENS).map(([name, secret], index) => {
  const around = [
    `it said ${secret} and stopped`,
    `(${secret})`,
    `call failed: "${secret}" was refused`,
    `x/${secret}/y`,
  ];
  return { name, secret, text: around[index % (secret.includes('/') ? 3 : 4)] ?? secret };
});
