import * as z from 'zod';

/** What names parts of the schema, and not of rows. `detail`, `where` and `hint` quote values, so they are not among them. */
const facts = z.object({
  name: z.string(),
  code: z.string().length(5),
  severity: z.string(),
  message: z.string(),
  stack: z.string().optional(),
  schema: z.string().optional(),
  table: z.string().optional(),
  column: z.string().optional(),
  dataType: z.string().optional(),
  constraint: z.string().optional(),
  routine: z.string().optional(),
  position: z.string().optional(),
});

/** SQLSTATE class 22, data exceptions: the message quotes the value that is wrong. */
const DATA_EXCEPTION = '22';
const QUOTED = /"[\s\S]*"/;

/** What is written of an error of PostgreSQL: nothing that a row says. Undefined where it is another error. */
export function databaseErrorFacts(error: Error): object | undefined {
  const { success, data } = facts.safeParse(error);
  if (!success) return undefined;
  if (!data.code.startsWith(DATA_EXCEPTION)) return data;
  const message = data.message.replace(QUOTED, '"[value]"');
  return { ...data, message, stack: data.stack?.replace(data.message, () => message) };
}
