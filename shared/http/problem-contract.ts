import * as z from 'zod';

const invalidValue = z.object({
  parameter: z.string().optional().meta({ description: 'The invalid query or path parameter.' }),
  field: z.string().optional().meta({ description: 'The invalid field of the body, dotted.' }),
  detail: z.string().meta({ description: 'What is wrong and what is allowed.' }),
});

/** The body of every error: RFC 9457 problem details, `application/problem+json`. */
export const problemDetails = z.object({
  type: z.string().meta({ example: 'urn:payback:problem:invalid-request' }),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string(),
  instance: z.string().optional().meta({ description: 'Identifies the request in the logs.' }),
  errors: z.array(invalidValue).optional(),
});

export type InvalidValue = z.infer<typeof invalidValue>;
