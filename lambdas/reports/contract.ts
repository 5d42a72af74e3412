import type { Route } from '../runtime/contract.ts';
import { exportExecutions } from './executions-export/contract.ts';

export const routes = [exportExecutions] satisfies readonly Route[];
