import type { CsvStyle } from '../csv-choices'
import type { DecimalString } from '../decimal'

/** A user's profile and choices, defaults filled in. */
export interface SettingsView {
  email: string
  name: string | null
  isAdmin: boolean
  /** `USD`, `EUR`, `BTC` …: what amounts are shown in. */
  baseCurrency: string
  /** IANA name; null: the browser's. */
  timeZone: string | null
  /** USD; assets below are folded away. */
  dustThreshold: DecimalString
  theme: 'system' | 'light' | 'dark'
  /** How CSV files are written for them. */
  csvSeparator: CsvStyle['separator']
  csvDecimal: CsvStyle['decimal']
  csvBom: boolean
  refreshIntervalSeconds: number
}

/** What sums are converted by for showing them; `usdPerUnit` is null where no price is known. */
export interface DisplayRateView {
  currency: string
  usdPerUnit: DecimalString | null
  asOf: Date | null
}

export interface TokenView {
  id: string
  name: string
  prefix: string
  scopes: ('read' | 'manage' | 'trade')[]
  /** What an agent may do with it beyond reading, by name. */
  tools: 'set_leverage'[]
  /** The accounts that it is limited to; null: all. */
  accountIds: string[] | null
  /** A program holds it that was allowed it by OAuth; else somebody made it by hand. */
  byProgram: boolean
  ipAllowList: string[] | null
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
  revokedAt: Date | null
}

/** What a program asks to be allowed, as the page shows it. */
export type AuthorizeView =
  | {
      kind: 'asked'
      /** As the program calls itself: nobody has checked it. */
      clientName: string
      /** Whether the answer goes to a program on the person's own machine; else to `host`. */
      onThisDevice: boolean
      host: string
      scopes: ('read' | 'manage' | 'trade')[]
      /** Where the browser goes with a no. */
      denied: string
    }
  /** Not right; the program is told by this address, where the person goes there. */
  | { kind: 'refused'; why: string; onThisDevice: boolean; host: string; location: string }
  /** Nobody must be sent anywhere. */
  | { kind: 'unknown'; why: string }

/** One call that was made with a token. */
export interface TokenCallView {
  id: string
  at: Date
  method: string
  route: string
  status: number
  client: string | null
  address: string | null
}

/** On which terms somebody can make API tokens. */
export interface TokenTermsView {
  /** Days that one lasts at most; null: for ever, if they want. */
  longestDays: number | null
  /** False for people who only sign in by other ways. */
  hasPassword: boolean
  /** Their address, where it has to be proven first; null where nothing stands in the way. */
  unprovenAddress: string | null
}

/** A token just made; the only time that it is shown. */
export interface NewTokenView {
  token: TokenView
  /** `bal_…`, whole. */
  secret: string
}

/** A browser in which a user is signed in. */
export interface SessionView {
  id: string
  createdAt: Date
  lastUsedAt: Date
  expiresAt: Date
  userAgent: string | null
  ipAddress: string | null
  /** The one that asks. */
  current: boolean
}

export interface PasskeyView {
  id: string
  name: string
  /** The device keeps a copy elsewhere. */
  backedUp: boolean
  createdAt: Date
  lastUsedAt: Date | null
}

/** How a user signs in. */
export interface SecurityView {
  hasPassword: boolean
  /** Names of API tokens that work now, the newest first: they outlive sessions and passwords. */
  liveTokens: string[]
  /** When the authenticator app was confirmed; null: none. */
  totpSince: Date | null
  passkeys: PasskeyView[]
  recoveryCodesLeft: number
  identities: { provider: 'github' | 'google' | 'oidc'; label: string | null; createdAt: Date }[]
  /** Providers that this installation is configured for. */
  providers: { id: 'github' | 'google' | 'oidc'; name: string }[]
}

/** One line of a user's audit log. */
export interface AuditView {
  id: string
  at: Date
  /** `session`, `token`, `visitor`, `admin` or `system`. */
  actor: string
  /** The member who did it, of a shared desk's log; null: not known, or the person whose log it is. */
  by: string | null
  event: string
  details: Record<string, unknown>
  ipAddress: string | null
  userAgent: string | null
}

/** How letters leave an installation. */
export interface MailView {
  /** Host and port; null where none is set and letters wait in a file. */
  server: string | null
  from: string
  /** The administrator's own address, where a test letter goes. */
  to: string
}

/** From which addresses exchanges are asked, as far as it is known. */
export interface EgressView {
  /** As the operator has set them; empty: not set. */
  addresses: string[]
  /** Exchanges that tell when they are asked. */
  askable: { id: string; name: string }[]
}

/** A user as the administrator sees one: never their data. */
export interface AdminUserView {
  id: string
  email: string
  name: string | null
  isAdmin: boolean
  createdAt: Date
  disabledAt: Date | null
  lastSeenAt: Date | null
  accounts: number
  /** An authenticator app or a passkey is set up. */
  secondFactor: boolean
}

export interface InvitationView {
  id: string
  email: string | null
  createdAt: Date
  expiresAt: Date
  acceptedAt: Date | null
  revokedAt: Date | null
}

/** What a person should know of how the installation runs. */
export interface NoticeView {
  kind: string
  at: Date
  /** Whole sentences. */
  text: string
}
