/** Seconds between signs of life on an open stream, and after which a browser that hears none connects again. */
export const SSE_PING_SECONDS = 5
export const SSE_RECONNECT_SECONDS = 15
