import { z } from 'zod'

/** What everybody who uses an installation should know of how it runs, or its administrators alone. */
const noticeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('clock'),
    details: z.object({
      /** How far the clock was moved, ms; negative: back. Null: it was moved while nobody watched. */
      movedMs: z.number().nullable(),
    }),
  }),
  z.object({
    kind: z.literal('clocks_differ'),
    details: z.object({
      /** How far this machine's clock is ahead of the database's, ms. */
      aheadMs: z.number(),
    }),
  }),
  z.object({
    /** How the last nightly backup went, which was tried at `at`. */
    kind: z.literal('backup'),
    details: z.object({
      /** Null: it went well. */
      why: z.string().nullable(),
      /** ISO; null: there has been none. */
      lastGoodAt: z.iso.datetime().nullable(),
    }),
  }),
])
export type Notice = z.output<typeof noticeSchema> & { at: Date }
export type NoticeKind = Notice['kind']

export interface BackupState {
  triedAt: Date
  /** Null: none has gone well. */
  lastGoodAt: Date | null
  /** Null: the last one went well. */
  why: string | null
}

/** How long each is shown; null: until it is taken away. */
export const SHOWN_MS: Readonly<Record<NoticeKind, number | null>> = {
  clock: 3_600_000,
  clocks_differ: 120_000,
  backup: null,
}
/** Those that only administrators can do something about, and that tell of nobody's numbers. */
export const FOR_ADMINS: ReadonlySet<NoticeKind> = new Set(['backup'])

/** A notice as it was stored; null for what a newer version stored. */
export function readNotice(row: { kind: string; at: Date; details: unknown }): Notice | null {
  const parsed = noticeSchema.safeParse(row)
  return parsed.success ? { ...parsed.data, at: row.at } : null
}

/** Whether a notice still is to be told. One whose own time has not come is: the clock has been moved since. */
export function isTold(notice: Notice, now: Date): boolean {
  const { kind, at } = notice
  if (notice.kind === 'backup' && notice.details.why === null) return false
  const shownMs = SHOWN_MS[kind]
  return shownMs === null || Math.abs(now.getTime() - at.getTime()) < shownMs
}

/** Its name among the warnings of a health check. */
export const warningOf = ({ kind }: Notice) => (kind === 'backup' ? 'backup_failed' : kind)

/** The notice in words for people. */
export function noticeText(notice: Notice): string {
  switch (notice.kind) {
    case 'clock': {
      const { movedMs } = notice.details
      const what =
        movedMs === null
          ? 'The server’s clock was wrong for a time.'
          : `The server’s clock was moved ${movedMs < 0 ? 'back' : 'forward'} by ${span(movedMs)}, or the server slept.`
      return `${what} All accounts are asked anew; times and charts of that stretch may be off.`
    }
    case 'clocks_differ':
      return `The clocks of this server and of its database differ by ${span(notice.details.aheadMs)}. Ages of numbers may be off by as much: set both by a time server.`
    case 'backup': {
      const { why, lastGoodAt } = notice.details
      const last =
        lastGoodAt === null
          ? 'There has been none yet.'
          : `The last one that went well is of ${lastGoodAt.slice(0, 16).replace('T', ' ')} UTC.`
      return why === null
        ? `The nightly backup went well. ${last}`
        : `The nightly backup failed: ${why} ${last} It is tried again every half hour.`
    }
  }
}

/** A stretch of time in words, e.g. `6 hours`. */
function span(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000)
  const inUnit = (n: number, unit: string) => `${n} ${unit}${n === 1 ? '' : 's'}`
  if (seconds < 90) return inUnit(seconds, 'second')
  if (seconds < 90 * 60) return inUnit(Math.round(seconds / 60), 'minute')
  return inUnit(Math.round(seconds / 360) / 10, 'hour')
}
