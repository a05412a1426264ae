import { createHmac } from 'node:crypto'
import type { KnownShareLink } from '@/db/queries/share-links'
import { sameText } from '../auth/codes'

/** What a browser holds that has given a link's password: good for that link, that password and half a day. */

const GRANT_SECONDS = 43_200

type Locked = Pick<KnownShareLink, 'id' | 'passwordHash'>

export interface GrantSettings {
  /** Known to the web processes alone. */
  key: Buffer
  /** How the cookies of this installation are named. */
  nameCookie: (name: string) => string
  secure: boolean
}

const seal = (key: Buffer, { id, passwordHash }: Locked, ends: number) =>
  createHmac('sha256', key).update(`${id}\n${passwordHash}\n${ends}`).digest('base64url')

const nameOf = ({ nameCookie }: GrantSettings, { id }: Locked) => nameCookie(`share-${id}`)

/** The `Set-Cookie` of whoever gave the password. */
export function grant(settings: GrantSettings, link: Locked, now: Date): string {
  const ends = Math.floor(now.getTime() / 1000) + GRANT_SECONDS
  const value = `${ends}.${seal(settings.key, link, ends)}`
  const secure = settings.secure ? '; Secure' : ''
  return `${nameOf(settings, link)}=${value}; Path=/; Max-Age=${GRANT_SECONDS}; HttpOnly; SameSite=Lax${secure}`
}

/** Whether the cookies that were sent hold a grant of the link that is not over; a link without a password needs none. */
export function isGranted(settings: GrantSettings, link: Locked, cookies: string | undefined, now: Date): boolean {
  if (link.passwordHash === null) return true
  const wanted = `${nameOf(settings, link)}=`
  const value = (cookies ?? '')
    .split(/;\s*/)
    .find((each) => each.startsWith(wanted))
    ?.slice(wanted.length)
  const [ends = '', sealed = ''] = value?.split('.') ?? []
  if (!/^\d{1,12}$/.test(ends) || Number(ends) * 1000 <= now.getTime()) return false
  return sameText(sealed, seal(settings.key, link, Number(ends)))
}
