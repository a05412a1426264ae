/**
 * What the web process takes from whoever connects. All of it holds before anybody is known, so each bound is far above
 * what browsers and programs of ours do, and far below what would be felt by others.
 */

/** Request line and headers together: cookies and a long list of names fit. */
export const MAX_HEADER_BYTES = 16 * 1024
export const MAX_HEADERS = 100
/** A path without its query; none of ours is longer than a hundred. */
export const MAX_PATH_CHARACTERS = 2048
/** A body, whoever reads it. */
export { MAX_BODY_BYTES } from '../security/bounds'
/** Of a refused body so much is still read away, so that the refusal arrives; then the connection ends. */
export const MAX_UNREAD_BYTES = 1024 * 1024

/** From a connection's first byte to the end of the headers. */
export const HEADERS_TIMEOUT_MS = 20_000
/** From there to the last byte of the body. */
export const REQUEST_TIMEOUT_MS = 60_000
/** How often both are looked at. */
export const CHECK_EVERY_MS = 5_000
/** Longer than the 60 s for which common proxies keep an idle connection: the one who speaks next must not be cut off. */
export const KEEP_ALIVE_MS = 75_000
/** On which nothing moved in either direction; streams give a sign of life every five seconds, readings are done long before. */
export const SILENT_CONNECTION_MS = 300_000
/** Then the caller connects anew: no connection is for ever. */
export const MAX_REQUESTS_PER_CONNECTION = 10_000
/** Of this process. */
export const MAX_CONNECTIONS = 8192

/** What is under way has so long to end once the process is told to. */
export const STOP_GRACE_MS = 10_000
