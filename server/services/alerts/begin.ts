import { randomUUID } from 'node:crypto'
import type { Tx } from '@/db/client'
import { findAlertSettings, insertAlertRules, listAlertRules, updateAlertSettings } from '@/db/queries/alerts'
import { insertChannel, listChannels } from '@/db/queries/channels'
import { ownerOfDesk } from '@/db/queries/desk-members'
import type { ServiceContext } from '@/server/context'
import { presetRules } from '@/server/domain/alerts/presets'
import { openChannel } from '@/server/notify'
import { sealChannel } from './channel-secret'

/**
 * Gives a person the rules that everybody begins with, and, where letters leave this installation, their own proven
 * address as a channel. Once: rules that were all taken away stay away. The caller holds the settings' row.
 */
export async function beginAlerts(ctx: ServiceContext, tx: Tx): Promise<void> {
  const { deskId } = ctx
  const settings = await findAlertSettings(tx, deskId, { lock: true })
  if (!settings || settings.begunAt !== null) return
  const now = ctx.now()
  await updateAlertSettings(tx, deskId, { begunAt: now })
  if ((await listAlertRules(tx, deskId)).every(({ ofMember }) => ofMember !== null))
    await insertAlertRules(tx, deskId, presetRules('usual'), now)
  if (!ctx.sendsMail || (await listChannels(tx, deskId)).some(({ ofMember }) => ofMember === null)) return
  const owner = await ownerOfDesk(ctx.db, deskId)
  if (owner) await tellByOwnMail(ctx, tx, owner)
}

/**
 * Where letters leave this installation, a person's own proven address becomes a channel, unless letters are told already.
 * Done as alerts begin, and where the address is proven after that.
 */
export async function tellByOwnMail(
  ctx: Pick<ServiceContext, 'sendsMail' | 'vault' | 'deskId' | 'now'>,
  tx: Tx,
  user: { email: string; emailProvenAt: Date | null },
): Promise<void> {
  const { deskId } = ctx
  if (!ctx.sendsMail) return
  const [settings, channels] = [await findAlertSettings(tx, deskId), await listChannels(tx, deskId)]
  if (!settings?.begunAt || !user.emailProvenAt || channels.some(({ kind, ofMember }) => kind === 'email' && ofMember === null))
    return
  const opened = openChannel('email', { to: user.email })
  if (!opened.ok) return
  const id = randomUUID()
  const secret = await sealChannel(ctx, id, opened.ready.settings)
  // Its owner followed a link in a letter: the address needs no further proof.
  await insertChannel(tx, deskId, {
    id,
    kind: 'email',
    name: 'My e-mail',
    shown: opened.ready.shown,
    ...secret,
    provenAt: user.emailProvenAt,
    createdAt: ctx.now(),
  })
}
