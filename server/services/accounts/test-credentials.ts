import type { ServiceContext } from '@/server/context'
import type { CredentialTestView } from '@/server/domain/views'
import type { TestCredentialsInput } from '@/server/schemas/accounts'
import { requireScope } from '../authorise'
import { requireExchange } from '../exchanges/find'
import { checkCredentials, maskKey, tryKey } from './credentials'

/** Tries a key on its exchange and tells what it found; stores nothing. @throws DomainError as `createAccount` */
export async function testCredentials(ctx: ServiceContext, input: TestCredentialsInput): Promise<CredentialTestView> {
  requireScope(ctx, 'manage')
  const exchange = requireExchange(ctx.exchanges, input.exchange)
  const credentials = checkCredentials(exchange, input.credentials)
  const key = await tryKey(ctx, {
    exchange: exchange.id,
    credentials,
    sandbox: input.sandbox ?? false,
    options: input.credentialOptions ?? { default: true },
  })
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
  }
}
