/** All organizations of somebody. */
export const organizationsRequest = { query: { limit: 200 } };

/** Between which days an organization has figures. */
export const extentRequest = (organizationId: string) => ({ query: { organization_id: organizationId } });
