import { settleForwardedHeaders } from './server/auth/forwarded'
import { EnvProblem, env } from './server/env'
import { beginShutdown } from './server/live/shutdown'
import { insistOnHttps } from './server/security/insist-on-https'
import { answerDirectly } from './server/web/direct'
import { openDoor } from './server/web/door'

// Behind what follows, which settles the headers that it reads. In development the framework answers all by itself, anew
// after each change.
if (process.env.NODE_ENV === 'production') openDoor(answerDirectly)
try {
  settleForwardedHeaders(env().TRUSTED_PROXIES)
  if (env().BASE_URL.startsWith('https:')) insistOnHttps()
} catch (error) {
  if (!(error instanceof EnvProblem)) throw error
  // One line that names the variable, instead of a stack at the first request.
  process.stderr.write(`Ballast cannot start: ${error.message}\n`)
  process.exit(1)
}

// Open streams would keep the process until they end by themselves: end them as soon as it is told to stop.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, beginShutdown)
