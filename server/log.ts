import { writeSync } from 'node:fs'
import pino from 'pino'
import { currentScope } from './tracing/scope'

export type Log = pino.Logger

const STDERR = 2
const WAIT_MS = 5
const MOST_WAITS = 100
const PAUSE = new Int32Array(new SharedArrayBuffer(4))

/** Structured log on stderr. Field names that could hold a secret are cut out, whatever was passed. */
export function createLog(level: string, to: pino.DestinationStream = destination()): Log {
  return pino(
    {
      level,
      // Whatever is logged for a request, or a job, is found by its id.
      mixin: () => {
        const scope = currentScope()
        return scope ? { request: scope.requestId } : {}
      },
      redact: {
        paths: [
          'apiKey',
          'apiSecret',
          'secret',
          'password',
          'passphrase',
          'privateKey',
          'token',
          'authorization',
          'cookie',
        ].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '[hidden]',
      },
    },
    to,
  )
}

/**
 * Writes line by line, at once, so that the last words of a process that ends are there. Where they go may be full or gone:
 * then lines are lost, and what the process is for goes on. (Pino's own destination either keeps all that it could not
 * write or, bounded, never tries again.)
 */
function destination(): pino.DestinationStream {
  return {
    write: (line) => {
      try {
        writeWhole(STDERR, Buffer.from(line))
      } catch {
        // Nobody is there to be told.
      }
    },
  }
}

/** A pipe whose reader is slow refuses for a moment. @throws Error where nothing can be written */
function writeWhole(fd: number, bytes: Buffer): void {
  for (let at = 0, waits = 0; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at)
    } catch (error) {
      const isBusy = error instanceof Error && 'code' in error && error.code === 'EAGAIN'
      if (!isBusy || ++waits > MOST_WAITS) throw error
      Atomics.wait(PAUSE, 0, 0, WAIT_MS)
    }
  }
}
