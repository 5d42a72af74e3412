/** Where the issuer sends people after they have signed out. */
export const SIGNED_OUT_PATH = '/signed-out';
