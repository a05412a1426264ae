export { BallastClient } from './client.js'
export { BallastError, type BallastOptions } from './transport.js'
export type * from './types.js'
