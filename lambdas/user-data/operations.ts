import type { Operations } from '../../shared/http/operation.ts';
import type { routes } from './contract.ts';
import type { UserDataDependencies } from './dependencies.ts';
import { listErasuresOperation } from './erasure/list.ts';
import { getErasureOperation } from './erasure/progress.ts';
import { eraseUserDataOperation } from './erasure/request.ts';
import { exportUserDataOperation } from './export/export.ts';

/** What the law gives a person: a copy of their data, and its end. */
export function userDataOperations(dependencies: UserDataDependencies): Operations<typeof routes> {
  return {
    exportUserData: exportUserDataOperation(dependencies),
    eraseUserData: eraseUserDataOperation(dependencies),
    listErasures: listErasuresOperation(dependencies),
    getErasure: getErasureOperation(dependencies),
  };
}
