import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Column, DescribedStatement } from './describe.ts';

const camelCase = (name: string): string =>
  name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const pascalCase = (name: string): string => camelCase(`_${name}`);

/** The file beside `sqlFile` (relative to the root) that exports its statements. */
export async function typescriptOf(
  sqlFile: string,
  statements: readonly DescribedStatement[],
): Promise<string> {
  const directory = path.relative(path.dirname(sqlFile), 'shared/database') || '.';
  const named = new Set(statements.flatMap(({ encoders }) => encoders));
  if (statements.some(({ parameters }) => parameters.some(({ isNullable }) => isNullable)))
    named.add('nullable');
  const arrays = [...named].filter((name) => name.endsWith('Array')).sort();
  const others = [...named].filter((name) => !name.endsWith('Array')).sort();
  const imports = (names: readonly string[], file: string): string =>
    names.length === 0 ? '' : `import { ${names.join(', ')} } from '${directory}/${file}';\n`;
  const source = [
    `// Generated from ${path.basename(sqlFile)} by npm run statements.\n`,
    imports(arrays, 'array-parameter.ts'),
    imports(others, 'parameters.ts'),
    imports(['statement'], 'statement.ts'),
    ...statements.map((statement) => declarationOf(sqlFile, statement)),
  ].join('');
  return format(source, { ...(await resolveConfig(sqlFile)), parser: 'typescript' });
}

function declarationOf(
  sqlFile: string,
  { name, parameters, encoders, columns, text }: DescribedStatement,
): string {
  const rowType = columns.length === 0 ? 'object' : `${pascalCase(name)}Row`;
  const row =
    columns.length === 0 ? '' : `export interface ${rowType} {${columns.map(propertyOf).join('')}}\n`;
  const given = parameters.map(({ name: parameter, isNullable }, index) => {
    const encoder = encoders[index] ?? '';
    return `${camelCase(parameter)}: ${isNullable ? `nullable(${encoder})` : encoder}`;
  });
  const notNull = columns.filter(({ isNullable }) => !isNullable).map((column) => `'${column.name}'`);
  return `
${row}
export const ${camelCase(name)} = statement<${rowType}>()({
  name: '${sqlFile} ${name}',
  parameters: {${given.join(', ')}},
  notNull: [${notNull.join(', ')}],
  text: \`${text.replaceAll(/[\\`]|\$\{/g, String.raw`\$&`)}\`,
});
`;
}

/** `unknown` has null already. */
const propertyOf = ({ name, type, isNullable }: Column): string =>
  `readonly ${name}: ${type}${isNullable && type !== 'unknown' ? ' | null' : ''};`;
