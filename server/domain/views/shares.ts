import type { DecimalString } from '../decimal'
import type { SharePart, ShareUnit } from '../share'
import type { EquityBound } from '../types'

/** A share link as its owner sees it: never its code. */
export interface ShareLinkView {
  id: string
  title: string
  /** The accounts that it shows; null: all. */
  accountIds: string[] | null
  /** The tag whose accounts it shows, as they are when somebody looks; null: none. */
  tagId: string | null
  parts: SharePart[]
  unit: ShareUnit
  delaySeconds: number
  hasPassword: boolean
  createdAt: Date
  expiresAt: Date
  revokedAt: Date | null
  views: number
  lastViewedAt: Date | null
}

/** A link that was just made: the only time that it is told where it leads from. */
export interface NewShareLinkView {
  link: ShareLinkView
  url: string
}

/** A signed statement of a month, ready to be saved. */
export interface StatementView {
  month: string
  nav: { value: DecimalString | null; why: string | null; bound: EquityBound }
  twr: { value: DecimalString | null; why: string | null }
  /** The signed JSON. */
  json: string
  /** The signed PDF, base64. */
  pdf: string
  /** The JSON whose hash is signed. */
  basis: string
}
