import { listIdentities } from '@/db/queries/identities'
import { countRecoveryCodes, findAuthenticator, listPasskeys } from '@/db/queries/second-factor'
import { liveTokenNames } from '@/db/queries/tokens'
import { findUser } from '@/db/queries/users'
import type { ServiceContext } from '../../context'
import type { SecurityView } from '../../domain/views'
import { PROVIDERS, type ProviderChoice } from '../../schemas/security'
import { personOf, requireSession } from '../authorise'
import { passkeyView } from '../passkeys/view'

/** How the user signs in. @param providers those that this installation is configured for */
export async function getSecurity(ctx: ServiceContext, providers: readonly ProviderChoice[]): Promise<SecurityView> {
  requireSession(ctx)
  return ctx.db.asUser(personOf(ctx), async (tx) => {
    const user = await findUser(tx, personOf(ctx))
    const authenticator = await findAuthenticator(tx, personOf(ctx))
    const identities = await listIdentities(tx, personOf(ctx))
    return {
      hasPassword: user?.passwordHash != null,
      liveTokens: await liveTokenNames(tx, personOf(ctx), ctx.now()),
      totpSince: authenticator?.confirmedAt ?? null,
      passkeys: (await listPasskeys(tx, personOf(ctx))).map(passkeyView),
      recoveryCodesLeft: await countRecoveryCodes(tx, personOf(ctx)),
      identities: identities.flatMap(({ provider, label, createdAt }) => {
        const known = PROVIDERS.find((candidate) => candidate === provider)
        return known ? [{ provider: known, label, createdAt }] : []
      }),
      providers: [...providers],
    }
  })
}
