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
  const encoders = new Set(statements.flatMap(({ types }) => types.map(({ encoder }) => encoder)));
  const arrays = [...encoders].filter((encoder) => encoder.endsWith('Array')).sort();
  const others = [...encoders].filter((encoder) => !encoder.endsWith('Array')).sort();
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
  { name, parameters, types, columns, text }: DescribedStatement,
): string {
  const rowType = columns.length === 0 ? 'object' : `${pascalCase(name)}Row`;
  const given = parameters.map(
    (parameter, index) =>
      `readonly ${camelCase(parameter.name)}: ${types[index]?.type}${parameter.isNullable ? ' | null | undefined' : ''};`,
  );
  const encoders = parameters.map(
    (parameter, index) => `${camelCase(parameter.name)}: ${types[index]?.encoder}`,
  );
  const notNull = columns.filter(({ isNullable }) => !isNullable).map((column) => `'${column.name}'`);
  const row =
    columns.length === 0 ? '' : `export interface ${rowType} {${columns.map(propertyOf).join('')}}\n`;
  const parametersType = given.length === 0 ? 'object' : `{${given.join('')}}`;
  return `
${row}
export const ${camelCase(name)} = statement<${parametersType}, ${rowType}>({
  name: '${sqlFile} ${name}',
  parameters: {${encoders.join(', ')}},
  notNull: [${notNull.join(', ')}],
  text: \`${text.replaceAll(/[\\`]|\$\{/g, String.raw`\$&`)}\`,
});
`;
}

/** `unknown` has null already. */
const propertyOf = ({ name, type, isNullable }: Column): string =>
  `readonly ${name}: ${type}${isNullable && type !== 'unknown' ? ' | null' : ''};`;
