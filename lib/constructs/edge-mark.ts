import { Fn } from 'aws-cdk-lib';
import type { DataStack } from '../data-stack.ts';

/**
 * What the distribution tells the API that a request came by it: a part of the data stack's id, which is in no answer. Who found
 * it out could say that requests of their own come from another address; it opens nothing.
 */
export const edgeMark = (data: DataStack): string => Fn.select(2, Fn.split('/', data.stackId));
