import type { Database } from '../../shared/database/database.ts';
import type { Operation } from '../../shared/http/operation.ts';
import { createOrganizationOperation } from './create.ts';
import { listMembersOperation } from './list-members.ts';
import { deleteMemberOperation, putMemberOperation } from './members.ts';
import { getOrganizationOperation, listOrganizationsOperation } from './read.ts';
import { updateOrganizationOperation } from './update.ts';

export function organizationsOperations(database: Database): Operation[] {
  return [
    createOrganizationOperation(database),
    listOrganizationsOperation(database),
    getOrganizationOperation(database),
    updateOrganizationOperation(database),
    listMembersOperation(database),
    putMemberOperation(database),
    deleteMemberOperation(database),
  ];
}
