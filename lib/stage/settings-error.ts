/** What an installation has set is not valid: the message says what, and what is allowed. */
export class SettingsError extends Error {}
