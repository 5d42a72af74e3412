import * as z from 'zod';

const templateSchema = z.object({
  Resources: z
    .record(
      z.string(),
      z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
    )
    .default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
});

export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Stack {
  readonly name: string;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly outputs: readonly { readonly value: unknown; readonly exportName: unknown }[];
}

/** Reads one synthesized CloudFormation template. @throws ZodError when it is not one */
export function readStack(name: string, template: unknown): Stack {
  const { Resources, Outputs } = templateSchema.parse(template);
  const resources = Object.entries(Resources).map(([logicalId, { Type, Properties }]): [string, Resource] => [
    logicalId,
    { stack: name, logicalId, type: Type, properties: Properties },
  ]);
  const outputs = Object.values(Outputs).map(({ Value, Export }) => ({
    value: Value,
    exportName: Export?.Name,
  }));
  return { name, resources: new Map(resources), outputs };
}
