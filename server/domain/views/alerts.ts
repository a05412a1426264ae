import type { Level, Rule, RuleKind } from '../alerts/rule'

/** A rule as its owner sees it. */
export interface AlertRuleView {
  id: string
  rule: Rule
  /** The rule in words. */
  text: string
  enabled: boolean
  /** How much of it fires now. */
  firing: number
  /** It is of a member who sees some of the desk's accounts, and watches what they may see. */
  ofMember: boolean
  /** Whether whoever looks may change it: it is theirs, or they manage the desk. */
  mayChange: boolean
  createdAt: Date
  updatedAt: Date
}

/** One thing that fires now. */
export interface FiringView {
  ruleId: string
  subject: string
  /** Null: of accounts together. */
  accountId: string | null
  /** As the account is called now. */
  accountName: string | null
  kind: RuleKind
  /** Of a kind that watches several facts, which one, e.g. `refused`. */
  what: string | null
  level: Exclude<Level, 'ok'>
  /** What, how much, the limit, where. */
  text: string
  /** The same without where. */
  title: string
  since: Date
  /** Since when the figure lies inside its limit again, which it must for a while; null: it does not. */
  insideSince: Date | null
  /** What it was of is not there any more: a position that was closed, or liquidated. */
  gone: boolean
  /** False: its figure is not known now; the text is of when it was. */
  known: boolean
  seenAt: Date
  snoozedUntil: Date | null
  /** Nothing is heard of its account. */
  muted: boolean
  /** Whether whoever looks may keep it quiet. */
  maySnooze: boolean
}

export interface ChannelView {
  id: string
  kind: string
  name: string
  /** What its owner knows it by. */
  shown: string
  enabled: boolean
  least: 'warn' | 'urgent'
  provenAt: Date | null
  failingSince: Date | null
  failure: string | null
  /** It is of a member who sees some of the desk's accounts, and tells what they may see. */
  ofMember: boolean
  /** Of a browser: `deviceOf` its subscription, by which it knows its own row; null for all other kinds. */
  device: string | null
  createdAt: Date
}

/** A channel that was just set up, with what is shown once. */
export interface NewChannelView {
  channel: ChannelView
  /** Signs what a webhook gets; null for other kinds. */
  secret: string | null
}

/** A message that was or is to be sent. */
export interface DeliveryView {
  id: string
  at: Date
  text: string
  level: Level
  channelName: string
  state: 'waiting' | 'sent' | 'failed' | 'dropped'
  attempts: number
  dueAt: Date
  sentAt: Date | null
  answer: string | null
}

export interface AlertSettingsView {
  quietFrom: number | null
  quietTo: number | null
  urgentPasses: boolean
  hysteresis: string
  leastSeconds: number
  reminderSeconds: number | null
  digest: 'off' | 'daily' | 'weekly'
  digestHour: number
  mutes: { accountId: string; accountName: string; until: Date | null }[]
}
