import * as z from 'zod';

/** The function's environment, parsed. @throws Error that names each variable that is missing or wrong */
export function environment<Shape extends z.ZodRawShape>(shape: Shape): z.infer<z.ZodObject<Shape>> {
  const parsed = z.object(shape).safeParse(process.env);
  if (!parsed.success) throw new Error(`The environment is wrong: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
