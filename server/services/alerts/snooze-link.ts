import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** What a link in a message names. */
export interface SnoozeLink {
  deskId: string
  messageId: string
}

const parts = z.tuple([z.uuid(), z.uuid()])
const signatureOf = (key: Buffer, text: string) => createHmac('sha256', key).update(`snooze ${text}`).digest().subarray(0, 18)

/** A token that lets whoever has the message keep quiet what it told, and nothing else. */
export function snoozeToken(key: Buffer, { deskId, messageId }: SnoozeLink): string {
  const text = Buffer.from(`${deskId}${messageId}`.replaceAll('-', ''), 'hex')
  return `${text.toString('base64url')}${signatureOf(key, text.toString('hex')).toString('base64url')}`
}

const UUID_PARTS = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/
/** 32 bytes in base64url. */
const NAMES = 43

/** What a token names; null for what was not signed here. */
export function readSnoozeToken(key: Buffer, token: string): SnoozeLink | null {
  if (!/^[\w-]{67}$/.test(token)) return null
  const hex = Buffer.from(token.slice(0, NAMES), 'base64url').toString('hex')
  const given = Buffer.from(token.slice(NAMES), 'base64url')
  const wanted = signatureOf(key, hex)
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null
  const ids = [hex.slice(0, 32), hex.slice(32)].map((id) => id.replace(UUID_PARTS, '$1-$2-$3-$4-$5'))
  const parsed = parts.safeParse(ids)
  return parsed.success ? { deskId: parsed.data[0], messageId: parsed.data[1] } : null
}
