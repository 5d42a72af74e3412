/** What SQS may attest: a unique id, and after it the name of a role's session. */
const SENDER_ID = /^(\w{1,128})(?::|$)/;

/**
 * The principal that sent a message: the unique id of a role without the session's name, or that of a user.
 * @param senderId of the SQS record
 * @returns null where there is none that could be shown or registered
 */
export const principalOf = (senderId: string): string | null => SENDER_ID.exec(senderId)?.[1] ?? null;
