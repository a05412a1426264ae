import { findUserByEmail } from '@/db/queries/users'
import type { ServiceContext } from '@/server/context'
import { env } from '@/server/env'
import { getDeps } from '@/server/runtime'
import { storeToken } from '@/server/services/tokens/create'
import { listTokens } from '@/server/services/tokens/list'
import { revokeToken } from '@/server/services/tokens/revoke'
import { registerUser } from '@/server/services/users/register'
import { makeSetupCode } from '@/server/services/users/setup-code'
import { DEMO_ACCOUNTS } from './accounts'
import { makeDesk } from './desk'

const EMAIL = 'demo@ballast.local'
const TOKEN_NAME = 'Demo'

/**
 * Makes the demo user, its accounts and an API token, each by the service that a person's browser would use; what is
 * there already stays. Prints one line of JSON: e-mail, password, token, number of accounts.
 */
const deps = await getDeps()
const password = process.env.DEMO_PASSWORD
if (!password) throw new Error('DEMO_PASSWORD is not set.')

const ctx = await demoUser(password)
await makeDesk(ctx, env().EXCHANGE_BASE_URLS['*'] ?? '')

// A token is shown once, so each start makes its own and ends the last one's.
for (const token of await listTokens(ctx)) {
  if (token.name === TOKEN_NAME && token.revokedAt === null) await revokeToken(ctx, { id: token.id })
}
const { secret } = await storeToken(ctx, { name: TOKEN_NAME, scopes: ['read', 'manage', 'trade'] }, null)
console.log(JSON.stringify({ email: EMAIL, password, token: secret, accounts: DEMO_ACCOUNTS.length }))
process.exit(0)

async function demoUser(password: string): Promise<ServiceContext> {
  const find = () => deps.db.asSystem((tx) => findUserByEmail(tx, EMAIL))
  if (!(await find())) {
    await registerUser(
      { ...deps, ipAddress: null, userAgent: 'npm run demo' },
      { email: EMAIL, password, name: 'Demo desk', setupCode: (await makeSetupCode(deps)) ?? undefined },
      'open',
    )
  }
  const user = await find()
  if (!user) throw new Error('The demo user could not be made.')
  return {
    ...deps,
    deskId: user.id,
    actor: { kind: 'session', sessionId: user.id, userId: user.id, role: 'owner', ipAddress: null, userAgent: 'npm run demo' },
    signal: new AbortController().signal,
  }
}
