import pino from 'pino'

export type Log = pino.Logger

/** Structured log on stderr. Field names that could hold a secret are cut out, whatever was passed. */
export function createLog(level: string): Log {
  return pino(
    {
      level,
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
    pino.destination({ dest: 2, sync: true }),
  )
}
