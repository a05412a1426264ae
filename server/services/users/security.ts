import { listIdentities } from '@/db/queries/identities'
import { countRecoveryCodes, findAuthenticator, listPasskeys } from '@/db/queries/second-factor'
import { liveTokenNames } from '@/db/queries/tokens'
import { findUser } from '@/db/queries/users'
import type { ServiceContext } from '../../context'
import type { SecurityView } from '../../domain/views'
import { PROVIDERS, type ProviderChoice } from '../../schemas/security'
import { requireSession } from '../authorise'
import { passkeyView } from '../passkeys/view'

/** How the user signs in. @param providers those that this installation is configured for */
export async function getSecurity(ctx: ServiceContext, providers: readonly ProviderChoice[]): Promise<SecurityView> {
  requireSession(ctx)
  return ctx.db.asUser(ctx.userId, async (tx) => {
    const user = await findUser(tx, ctx.userId)
    const authenticator = await findAuthenticator(tx, ctx.userId)
    const identities = await listIdentities(tx, ctx.userId)
    return {
      hasPassword: user?.passwordHash != null,
      liveTokens: await liveTokenNames(tx, ctx.userId, ctx.now()),
      totpSince: authenticator?.confirmedAt ?? null,
      passkeys: (await listPasskeys(tx, ctx.userId)).map(passkeyView),
      recoveryCodesLeft: await countRecoveryCodes(tx, ctx.userId),
      identities: identities.flatMap(({ provider, label, createdAt }) => {
        const known = PROVIDERS.find((candidate) => candidate === provider)
        return known ? [{ provider: known, label, createdAt }] : []
      }),
      providers: [...providers],
    }
  })
}
