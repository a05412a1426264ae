import type { ServiceContext } from '@/server/context'
import type { CredentialTestView } from '@/server/domain/views'
import type { Connection } from '@/server/exchanges/port'
import type { TestCredentialsInput } from '@/server/schemas/accounts'
import { requireScope } from '../authorise'
import { requireExchange } from '../exchanges/find'
import { countAttempts } from '../users/attempts'
import { checkCredentials, maskKey, tryKey } from './credentials'
import { lookAt } from './look-at'

/**
 * Tries a key on its exchange, reads the account once and tells what was found; stores nothing. A reading that fails is told in
 * `problem`.
 * @throws DomainError as `createAccount` for what is wrong with the key; `rate_limited`
 */
export async function testCredentials(ctx: ServiceContext, input: TestCredentialsInput): Promise<CredentialTestView> {
  requireScope(ctx, 'manage')
  const exchange = requireExchange(ctx.exchanges, input.exchange)
  const credentials = checkCredentials(exchange, input.credentials)
  const connection: Connection = {
    exchange: exchange.id,
    credentials,
    sandbox: input.sandbox ?? false,
    options: input.credentialOptions ?? { default: true },
  }
  const key = await tryKey(ctx, connection)
  await countAttempts(ctx, [{ kind: 'look_at', subject: ctx.deskId }])
  return {
    exchange: exchange.id,
    exchangeName: exchange.name,
    maskedKey: maskKey(credentials),
    permissions: key.permissions,
    positionMode: key.positionMode,
    ipList: key.ipList,
    expiresAt: key.expiresAt,
    label: key.label,
    canWithdraw: key.permissions?.includes('withdraw') ?? false,
    ...(await lookAt(ctx, connection)),
  }
}
