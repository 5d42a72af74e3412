export interface ParsedStatement {
  readonly name: string;
  /** In the order of $1, $2, … */
  readonly parameters: readonly { readonly name: string; readonly isNullable: boolean }[];
  /** What PostgreSQL gets: $n for each parameter, without comments and without the marks of aliases. */
  readonly text: string;
  /** The same with the aliases' marks, `"tasks!"`, so that PostgreSQL describes the columns by them. */
  readonly marked: string;
}

// What a colon says nothing in comes first; a slice's (`[1:n]`) follows a digit, a name or a bracket.
const TOKEN = new RegExp(
  [
    String.raw`(?<lineComment>(?<=^|\n)[ \t]*--[^\n]*(?:\n|$)|[ \t]*--[^\n]*|/\*[\s\S]*?\*/)`,
    String.raw`(?<string>\b[eE]'(?:\\[\s\S]|''|[^'\\])*'|'(?:''|[^'])*'|\$(?<tag>[A-Za-z_]\w*|)\$[\s\S]*?\$\k<tag>\$)`,
    String.raw`"(?<alias>(?:""|[^"])*)(?<mark>[!?])"`,
    String.raw`"(?:""|[^"])*"`,
    String.raw`::`,
    String.raw`(?<position>\$\d+)`,
    String.raw`(?<![\w)\]]):(?<parameter>[a-z_][a-z0-9_]*)(?<nullable>\?)?`,
  ].join('|'),
  'g',
);

const NAMED = /^-- @name (\w+)[ \t]*\n/m;

/**
 * The statements of a file: those that lines `-- @name x` begin, or the only one, named as the file.
 * @throws Error for positional parameters
 */
export function parseStatements(source: string, fileName: string): ParsedStatement[] {
  const [first = '', ...parts] = source.split(NAMED);
  if (parts.length === 0) return [parse(first, fileName.replaceAll('-', '_'))];
  const names = parts.filter((_, index) => index % 2 === 0);
  return names.map((name, index) => parse(parts[2 * index + 1] ?? '', name));
}

function parse(source: string, name: string): ParsedStatement {
  const nullable = new Map<string, boolean>();
  const rewrite = (keepMarks: boolean): string =>
    source
      .replaceAll(TOKEN, (token: string, ...rest: unknown[]) => {
        const groups: Partial<Record<string, string>> = Object(rest.at(-1));
        if (groups['lineComment'] !== undefined) return '';
        if (groups['position'] !== undefined) throw new Error(`${name}: ${token} needs a name, as in :name`);
        if (groups['alias'] !== undefined) return keepMarks ? token : `"${groups['alias']}"`;
        const parameter = groups['parameter'];
        if (parameter === undefined) return token;
        nullable.set(parameter, (nullable.get(parameter) ?? false) || groups['nullable'] !== undefined);
        return `$${[...nullable.keys()].indexOf(parameter) + 1}`;
      })
      .trim();
  const marked = rewrite(true);
  const text = rewrite(false);
  const parameters = [...nullable].map(([parameter, isNullable]) => ({ name: parameter, isNullable }));
  return { name, parameters, text, marked };
}
