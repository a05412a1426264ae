import type { DeskRole } from '../desks/roles'
import type { TagLabel } from './tags'

/** A desk of those that somebody is in. */
export interface DeskView {
  id: string
  name: string
  role: DeskRole
  /** Their own: each person has one, and its addresses name none. */
  isPersonal: boolean
}

/** The desk that somebody looks at. */
export interface CurrentDeskView extends DeskView {
  /** They see some of its accounts. */
  limited: boolean
}

/** Somebody on a desk. */
export interface MemberView {
  userId: string
  name: string | null
  /** For owners and managers; null for others. */
  email: string | null
  role: DeskRole
  /** The tags whose accounts are all that they see; null: every account. */
  tags: TagLabel[] | null
  since: Date
  /** Whoever asks. */
  isYou: boolean
  /** May not sign in just now. */
  disabled: boolean
}

/** A link by which somebody joins a desk: never its code. */
export interface DeskInvitationView {
  id: string
  role: DeskRole
  tags: TagLabel[] | null
  note: string | null
  /** Who made it. */
  by: string
  createdAt: Date
  expiresAt: Date
  state: 'open' | 'used' | 'expired' | 'revoked'
  /** Who joined by it, where that is known. */
  usedBy: string | null
}

/** A link that was just made: the only time that it is told. */
export interface NewDeskInvitationView {
  invitation: DeskInvitationView
  link: string
}

/** What somebody is invited to, as the one who has the link sees it. */
export interface InvitedView {
  desk: string
  by: string
  role: DeskRole
  /** Names of the tags whose accounts are all that they would see; null: every account. */
  tags: string[] | null
  expiresAt: Date
}
