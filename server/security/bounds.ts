/** Most bytes of a request's body that any door reads: forms are small, and a batch holds few of them. */
export const MAX_BODY_BYTES = 256 * 1024
