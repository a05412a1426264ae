import { z } from 'zod'
import { EnvProblem } from './settings/problem'

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** https, or http on this machine: what a provider says of people goes over no wire in clear. */
const providerAddress = z
  .url({ protocol: /^https?$/, error: 'must look like https://login.example.com' })
  .refine((url) => {
    if (!URL.canParse(url)) return true
    const { protocol, hostname, search, hash, username } = new URL(url)
    return (protocol === 'https:' || LOOPBACK.test(hostname)) && search === '' && hash === '' && username === ''
  }, 'must be an https address without a query (http only on loopback)')
  .transform((url) => url.replace(/\/$/, ''))

const scopes = z
  .string()
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/, 'must be scopes with single spaces between them')
  .refine((text) => text.split(' ').includes('openid'), 'must hold the scope openid')

/** Settings of sign-in at other providers: GitHub, Google, and any one that speaks OpenID Connect. */
export const providerShape = {
  GITHUB_ID: z.string().optional(),
  GITHUB_SECRET: z.string().optional(),
  /** A GitHub Enterprise Server in the place of github.com. */
  GITHUB_URL: providerAddress.optional(),
  GOOGLE_ID: z.string().optional(),
  GOOGLE_SECRET: z.string().optional(),
  GOOGLE_ISSUER: providerAddress.default('https://accounts.google.com'),
  /** The provider's address, under which `/.well-known/openid-configuration` says the rest. */
  OIDC_ISSUER: providerAddress.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** What its button says. */
  OIDC_NAME: z.string().trim().min(1).max(40, 'must have at most 40 characters').default('Single sign-on'),
  OIDC_SCOPES: scopes.default('openid profile email'),
  /** The claim that holds a person's groups; dots lead into objects (`realm_access.roles`). */
  OIDC_GROUPS_CLAIM: z.string().default('groups'),
  /** Whoever is in it administers. */
  OIDC_ADMIN_GROUP: z.string().optional(),
}

type Settings = z.output<z.ZodObject<typeof providerShape>>
type SecretName = 'GITHUB_SECRET' | 'GOOGLE_SECRET' | 'OIDC_CLIENT_SECRET'

const TOGETHER: readonly { secret: SecretName; others: readonly (keyof Settings)[] }[] = [
  { secret: 'GITHUB_SECRET', others: ['GITHUB_ID'] },
  { secret: 'GOOGLE_SECRET', others: ['GOOGLE_ID'] },
  { secret: 'OIDC_CLIENT_SECRET', others: ['OIDC_ISSUER', 'OIDC_CLIENT_ID'] },
]

/** @throws EnvProblem in one line that names what is missing of a provider */
export function requireWholeProviders(settings: Settings): void {
  for (const { secret, others } of TOGETHER) {
    const names = [...others, secret]
    const set = names.filter((name) => settings[name] !== undefined)
    if (set.length > 0 && set.length < names.length) {
      throw new EnvProblem(`${names.slice(0, -1).join(', ')} and ${secret} must be set together.`)
    }
  }
  if (settings.OIDC_ADMIN_GROUP !== undefined && settings.OIDC_ISSUER === undefined) {
    throw new EnvProblem('OIDC_ADMIN_GROUP needs OIDC_ISSUER.')
  }
}
