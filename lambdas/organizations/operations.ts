import type { Database } from '../../shared/database/database.ts';
import type { Operations } from '../../shared/http/operation.ts';
import { userHashes, type UserHashes } from '../../shared/users/user-hashes.ts';
import type { routes } from './contract.ts';
import { createApiKeyOperation } from './api-keys/create.ts';
import { listApiKeysOperation } from './api-keys/list.ts';
import { revokeApiKeyOperation } from './api-keys/revoke.ts';
import { createBaselineOperation } from './baselines/create.ts';
import { endBaselineOperation } from './baselines/end.ts';
import { listBaselinesOperation } from './baselines/list.ts';
import { createOrganizationOperation } from './create.ts';
import { listMembersOperation } from './list-members.ts';
import { deleteMemberOperation, putMemberOperation } from './members.ts';
import { listProducersOperation } from './producers/list.ts';
import { deleteProducerOperation, putProducerOperation } from './producers/of-organization.ts';
import {
  deleteSharedProducerOperation,
  getSharedProducerOperation,
  listSharedProducersOperation,
  putSharedProducerOperation,
} from './producers/shared.ts';
import { getOrganizationOperation, listOrganizationsOperation } from './read.ts';
import { getRetentionOperation } from './retention/read.ts';
import { updateOrganizationOperation } from './update.ts';
import { createVoidOperation } from './voids/create.ts';
import { getVoidOperation, listVoidsOperation } from './voids/list.ts';
import { restoreVoidOperation } from './voids/restore.ts';

export interface OrganizationsSettings {
  /** Whether an organization takes executions of registered producers alone from its creation on. */
  readonly producersEnforced: boolean;
  /** How external ids become what is stored of them; by the function's secret unless given. */
  readonly hashesOf?: UserHashes;
}

export function organizationsOperations(
  database: Database,
  { producersEnforced, hashesOf = userHashes() }: OrganizationsSettings = { producersEnforced: false },
): Operations<typeof routes> {
  return {
    createOrganization: createOrganizationOperation(database, producersEnforced),
    listOrganizations: listOrganizationsOperation(database),
    getOrganization: getOrganizationOperation(database),
    updateOrganization: updateOrganizationOperation(database),
    getRetention: getRetentionOperation(database),
    listBaselines: listBaselinesOperation(database),
    createBaseline: createBaselineOperation(database),
    endBaseline: endBaselineOperation(database),
    listMembers: listMembersOperation(database),
    putMember: putMemberOperation(database, hashesOf),
    deleteMember: deleteMemberOperation(database),
    listApiKeys: listApiKeysOperation(database),
    createApiKey: createApiKeyOperation(database),
    revokeApiKey: revokeApiKeyOperation(database),
    listProducers: listProducersOperation(database),
    putProducer: putProducerOperation(database),
    deleteProducer: deleteProducerOperation(database),
    listSharedProducers: listSharedProducersOperation(database),
    getSharedProducer: getSharedProducerOperation(database),
    putSharedProducer: putSharedProducerOperation(database),
    deleteSharedProducer: deleteSharedProducerOperation(database),
    createVoid: createVoidOperation(database),
    listVoids: listVoidsOperation(database),
    getVoid: getVoidOperation(database),
    restoreVoid: restoreVoidOperation(database),
  };
}
