import { DatabaseProblem } from '@/db/problem'
import { EnvProblem } from './env'
import { DomainError } from './errors'
import { MasterKeyProblem } from './vault/master-keys'

/** Said in one sentence to whoever has to mend it: neither its cause nor where it was seen says more. */
const TOLD = [DatabaseProblem, EnvProblem, MasterKeyProblem]
const isTold = (error: unknown) => TOLD.some((kind) => error instanceof kind)

/** What a log line says of a failure. */
export interface Cause {
  name: string
  message: string
  code?: string
  stack?: string
}

/**
 * The root of an error for the log. Query builders wrap the driver's error into one that quotes the statement with its
 * parameters, which may be anything a user typed: only the innermost error is described, and never its own fields.
 */
export function describeCause(error: unknown): Cause {
  let root = error
  for (let depth = 0; depth < 8 && root instanceof Error && root.cause !== undefined; depth++) {
    if (!(root.cause instanceof Error) || isTold(root)) break
    root = root.cause
  }
  if (!(root instanceof Error)) return { name: 'NotAnError', message: typeof root }
  const code = 'code' in root && typeof root.code === 'string' ? root.code : undefined
  const quotesParameters = root.message.startsWith('Failed query')
  return {
    name: root.name,
    message: quotesParameters ? 'a query failed' : root.message,
    ...(code === undefined ? {} : { code }),
    ...(root.stack === undefined || quotesParameters || root instanceof DomainError || isTold(root) ? {} : { stack: root.stack }),
  }
}
