import type { Profile } from 'next-auth'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { z } from 'zod'
import type { Env } from '../env'
import type { ProviderIdentity } from '../services/identities/sign-in'

/** How long a provider may take for one answer; the library's own 3.5 s are few for one far away. */
export const PROVIDER_MS = 10_000

/** Some providers send what they know as text. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])

const claimsSchema = z.looseObject({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  name: z.string().nullish(),
  preferred_username: z.string().nullish(),
  email: z.string().nullish(),
  email_verified: flag.nullish().catch(null),
})

const named = z.object({
  sub: z.string(),
  name: z.string().optional().catch(undefined),
  email: z.string().optional().catch(undefined),
})

type OidcSettings = Pick<Env, 'OIDC_ISSUER' | 'OIDC_GROUPS_CLAIM' | 'OIDC_ADMIN_GROUP'>

const withoutSlash = (url: string) => url.replace(/\/$/, '')

/**
 * The provider that the operator named, by its discovery document (OpenID Connect Discovery 1.0, section 4): code flow with
 * PKCE, state and nonce. Null where none is set up.
 */
export function oidcProvider(settings: Env): OAuthConfig<Profile> | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null
  return {
    ...{ id: 'oidc', name: settings.OIDC_NAME, type: 'oauth', clientId, clientSecret },
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    authorization: { params: { scope: settings.OIDC_SCOPES } },
    idToken: true,
    httpOptions: { timeout: PROVIDER_MS },
    checks: ['pkce', 'state', 'nonce'],
    userinfo: {
      request: async ({ client, tokens }) => {
        // The library hands its own kind of token set over, whose ID token it has checked.
        const claims = 'claims' in tokens && typeof tokens.claims === 'function' ? claimsSchema.parse(tokens.claims()) : null
        if (!claims) throw new Error('The provider sent no ID token.')
        // Many tell names, addresses and groups only there.
        const { access_token } = tokens
        if (!client.issuer.metadata.userinfo_endpoint || !access_token) return merged(claims, {})
        return merged(claims, await client.userinfo(access_token))
      },
    },
    profile: (profile) => ({ id: profile.sub ?? '', sessionId: '' }),
  }
}

/**
 * What the signed ID token says counts; an address and whether it is verified are taken from one and the same of the two.
 * @throws Error where the second is about somebody else (OpenID Connect Core 1.0, section 5.3.2)
 */
export function merged(claims: Record<string, unknown>, told: Record<string, unknown>): Profile & Record<string, unknown> {
  if (told.sub !== undefined && told.sub !== claims.sub) throw new Error('The provider told of somebody else.')
  const { email, email_verified } = claims.email === undefined ? told : claims
  const { sub, name, ...others } = { ...told, ...claims }
  // next-auth knows the fields of a profile only loosely; `oidcIdentity` reads them again.
  return { ...others, ...named.parse({ sub, name, email }), email_verified }
}

/** Who the operator's provider says it is. @throws Error where it speaks in another issuer's name */
export function oidcIdentity(profile: unknown, settings: OidcSettings): ProviderIdentity {
  const { iss, sub, name, preferred_username, email, email_verified } = claimsSchema.parse(profile)
  const issuer = withoutSlash(iss)
  if (settings.OIDC_ISSUER === undefined || issuer !== withoutSlash(settings.OIDC_ISSUER)) {
    throw new Error(`The ID token is of ${iss}, not of OIDC_ISSUER.`)
  }
  const group = settings.OIDC_ADMIN_GROUP
  return {
    provider: 'oidc',
    // The issuer is a setting: another one's person of the same number is somebody else.
    subject: `${issuer} ${sub}`,
    label: email ?? preferred_username ?? null,
    name: name ?? null,
    email: email_verified === true ? (email?.toLowerCase() ?? null) : null,
    administrator: group !== undefined && groupsOf(profile, settings.OIDC_GROUPS_CLAIM).includes(group),
  }
}

/** Groups in a claim: a list of texts or one text, named whole or by a path into objects. */
function groupsOf(profile: unknown, claim: string): string[] {
  const objects = z.record(z.string(), z.unknown())
  const whole = objects.safeParse(profile).data?.[claim]
  const found = whole ?? claim.split('.').reduce<unknown>((value, part) => objects.safeParse(value).data?.[part], profile)
  return [found].flat().filter((each): each is string => typeof each === 'string')
}
