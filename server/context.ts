import type { KeyObject } from 'node:crypto'
import type { Db } from '@/db/client'
import type { DeskRole } from './domain/desks/roles'
import type { Retention } from './domain/retention'
import type { AccountView } from './domain/views'
import type { Asked, ExchangePort } from './exchanges/port'
import type { Language } from './language/languages'
import type { Log } from './log'
import type { Meter } from './metrics/meter'
import type { AlertMeans } from './services/alerts/means'
import type { Vault } from './vault/vault'

/**
 * Who acts: a signed-in browser (a person, with their role on the desk), an API token (`userId`: who made it, null where that
 * is not known), or the worker on a desk's behalf (`awaited`: somebody looks on).
 */
export type Actor =
  | {
      kind: 'session'
      sessionId: string
      userId: string
      role: DeskRole
      ipAddress: string | null
      userAgent: string | null
    }
  | {
      kind: 'token'
      tokenId: string
      userId: string | null
      scopes: readonly TokenScope[]
      ipAddress: string | null
      userAgent: string | null
    }
  | { kind: 'system'; awaited?: boolean }

export const TOKEN_SCOPES = ['read', 'manage', 'trade'] as const
export type TokenScope = (typeof TOKEN_SCOPES)[number]

/** Tools of agents that change something outside of Ballast: a token allows each by its name, beside the scope. */
export const AGENT_DEEDS = ['set_leverage'] as const
export type AgentDeed = (typeof AGENT_DEEDS)[number]

/** Counts of what was asked with keys; `write` stores those that have come together. */
export interface KeyCounts {
  add(of: { deskId: string; accountId: string; key: string }, asked: readonly Asked[], at: Date): void
  write(): Promise<void>
}

/** One call that was made with a token. */
export interface TokenUse {
  tokenId: string
  deskId: string
  at: Date
  method: string
  /** The documented path or a tool's name, nothing that was sent. */
  route: string
  status: number
  /** User agent. */
  client: string | null
  address: string | null
}

/** Notes what tokens are used for; `write` stores what has come together. */
export interface TokenUses {
  note(call: TokenUse): void
  write(): Promise<void>
}

/** What one process has: built once by `server/runtime`, handed to everything. */
export interface Deps {
  db: Db
  exchanges: ExchangePort
  vault: Vault
  /** The clock; tests hand in their own. */
  now: () => Date
  log: Log
  /** Name of the address that exchanges see (`default`); processes that share one share the exchanges' limits. */
  egress?: string
  /** Whether everybody must have a second factor before anything else; default: `optional`. */
  secondFactor?: 'optional' | 'required'
  /** Days that an API token lasts at most; null: for ever, if its owner wants; default: a year. */
  longestTokenDays?: number | null
  /** Whether letters leave this installation: where they do, people are asked to prove their address by one. */
  sendsMail?: boolean
  /** How long history is kept; default: `DEFAULT_RETENTION`. */
  retention?: Retention
  /** How many days back an account's ledgers are read from when they are first; null (default): as far as the exchange goes. */
  ledgersDays?: number | null
  /** Counts what is asked with each key; absent: nothing is counted. */
  keyActivity?: KeyCounts
  /** Notes calls of tokens; absent: nothing is noted. */
  tokenUses?: TokenUses
  /** What alerts are sent with; absent: nothing is sent by this process. */
  alerts?: AlertMeans
  /** What signs statements; absent: this process signs none. */
  statementKey?: () => Promise<KeyObject>
  /** Counts what this process does; absent: nothing is counted. */
  meter?: Meter | undefined
}

/** First argument of every service: whose data, who acts, and with what. */
export interface ServiceContext extends Deps {
  deskId: string
  actor: Actor
  /** Aborted when the caller is gone or its deadline passed. */
  signal: AbortSignal
  /** Of the page that asks, for sentences within what is answered; absent: English, as for programs. Nothing is stored in it. */
  language?: Language
  /** What the reads of one page have in common is asked for once; only where nothing is changed in between. */
  shared?: SharedReads
}

/** Reads of one page that are under way or done. */
export interface SharedReads {
  /** All of the desk's accounts, archived ones too. */
  accounts?: Promise<AccountView[]>
}
