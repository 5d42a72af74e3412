import type * as z from 'zod';
import { pseudoParameters } from './aws-names.ts';
import { createResolver } from './intrinsics.ts';
import { physicalValues, type Endpoints } from './physical-values.ts';
import type { Resource, Stack } from './template.ts';

/** The synthesized stacks, with every reference in them answered by what runs on this machine. */
export interface Deployment {
  /** All resources of a type, or of the types that a function accepts, in the templates' order. */
  resources(type: string | ((type: string) => boolean)): Resource[];
  /** `Ref` of the resource, or its `Fn::GetAtt`. */
  valueOf(resource: Resource, attribute?: string): string;
  /** Every property, resolved. @throws Error where one refers to what has no local value */
  allProperties(resource: Resource): unknown;
  /**
   * The properties that the schema names, resolved. Others stay unread: they may refer to what is not here.
   * @throws Error that names the resource and the property
   */
  properties<Shape extends z.ZodRawShape>(
    resource: Resource,
    schema: z.ZodObject<Shape>,
  ): z.infer<z.ZodObject<Shape>>;
}

export function createDeployment(stacks: readonly Stack[], endpoints: Endpoints): Deployment {
  const valueOf = physicalValues(endpoints, () => resolve);
  const resolve = createResolver(stacks, pseudoParameters, valueOf);
  return {
    resources: (type) =>
      stacks.flatMap((stack) =>
        [...stack.resources.values()].filter((resource) =>
          typeof type === 'string' ? resource.type === type : type(resource.type),
        ),
      ),
    valueOf,
    allProperties: (resource) => resolve(resource.properties, resource.stack),
    properties: (resource, schema) => {
      const wanted = Object.keys(schema.shape).filter((key) => key in resource.properties);
      const values = wanted.map((key) => [key, resolve(resource.properties[key], resource.stack)]);
      const parsed = schema.safeParse(Object.fromEntries(values));
      if (parsed.success) return parsed.data;
      throw new Error(`${resource.type} ${resource.logicalId} cannot run here: ${parsed.error.message}`);
    },
  };
}
