/** Who may import whom. The first row whose `of` matches a file is the file's; what is not in it is refused. */
export interface Rule {
  /** Of the path of the file that imports, from the root. */
  readonly of: RegExp;
  /** What of this repository it may import: beginnings of paths, with what `of` caught as $1, or whole paths as patterns. */
  readonly may: readonly (string | RegExp)[];
  /** Of what else it may import types. */
  readonly types?: readonly RegExp[];
  /** Packages, and modules of Node, that it may not import. */
  readonly without?: RegExp;
}

const INFRASTRUCTURE = /^(?:aws-cdk-lib|constructs|cdk-nag)(?:\/|$)/;
const CONTRACT = /^(?:lambdas|shared)\/.+contract\.ts$/;
const METRICS = /^(?:lambdas|shared)\/[^/]+\/metric-names\.ts$/;
/** What tests use; tools use it too. */
const SUPPORT = /^test\/(?:.+\/)?support\//;
/** What the dashboard runs of the rest: how things are written, and what a reporting day is. */
const SHOWN = ['shared/shown/', 'shared/figures/days.ts'];
/** The dashboard's rows: it takes types from the contracts, and runs in a browser. */
const BROWSER = {
  types: [CONTRACT, /^shared\/http\/route\.ts$/],
  without: /^(?:node:|zod(?:\/|$)|pg$|aws-cdk-lib|@aws-)/,
};

export const rules: readonly Rule[] = [
  // Page, PDF, CSV and messages use it alike.
  { of: /^shared\/shown\//, may: ['shared/shown/'], without: /./ },
  { of: /^shared\//, may: ['shared/'], without: INFRASTRUCTURE },
  {
    of: /^lambdas\/reports\/executive-summary\/pdf\//,
    may: ['lambdas/reports/executive-summary/', 'shared/'],
    without: INFRASTRUCTURE,
  },
  {
    of: /^lambdas\/health\//,
    may: ['lambdas/health/', 'shared/', 'docs/openapi.json'],
    without: INFRASTRUCTURE,
  },
  { of: /^lambdas\/([^/]+)\//, may: ['lambdas/$1/', 'shared/'], without: INFRASTRUCTURE },
  {
    of: /^lib\/(features\/[^/]+)\//,
    may: ['lib/$1/', /^lib\/(?!features\/)/, CONTRACT, METRICS],
    types: [/^(?:lambdas|shared)\//],
  },
  { of: /^lib\//, may: ['lib/', CONTRACT, METRICS, 'package.json'], types: [/^(?:lambdas|shared)\//] },
  {
    of: /^dashboard\/src\/pages\/([^/]+)\//,
    may: ['dashboard/src/pages/$1/', 'dashboard/src/shared/', ...SHOWN],
    ...BROWSER,
  },
  { of: /^dashboard\/src\/shared\//, may: ['dashboard/src/shared/', ...SHOWN], ...BROWSER },
  { of: /^dashboard\//, may: ['dashboard/', ...SHOWN], ...BROWSER },
  { of: /^local\//, may: ['local/', 'lib/', 'lambdas/', 'shared/'] },
  {
    of: /^command-line\//,
    may: [
      'command-line/',
      'local/endpoints.ts',
      'local/startup-error.ts',
      'local/identity/token.ts',
      'lib/stage/stage-name.ts',
      'shared/',
      CONTRACT,
      'lambdas/ingest/',
      'package.json',
    ],
  },
  { of: /^bin\//, may: ['local/', 'lib/', 'command-line/'] },
  { of: /^sql\//, may: ['sql/', 'local/', 'shared/', SUPPORT] },
  { of: /^bench\//, may: ['bench/', 'local/', 'lib/', 'lambdas/', 'shared/', SUPPORT] },
  { of: /^mutation\//, may: ['mutation/', 'sql/', 'local/', SUPPORT] },
  { of: /^docs\//, may: [/^(?!test\/)/, SUPPORT] },
  { of: SUPPORT, may: [/^(?!test\/|docs\/|bench\/)/, SUPPORT] },
  { of: /^test\//, may: [/./] },
];

/**
 * The room that a file is in. What lies beside rooms puts them together, or is less than a room: each of these files
 * counts as one of its own.
 */
export function roomOf(file: string): string {
  if (SUPPORT.test(file)) return 'test/support';
  const [, home = '', name = ''] =
    /^(lib\/features|dashboard\/src\/(?:pages|shared)|lambdas|shared|lib|local|dashboard\/src)\/([^/]+)/.exec(
      file,
    ) ?? [];
  return home ? `${home}/${name}` : file.replace(/\/.*/, '');
}
