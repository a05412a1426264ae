import { z } from 'zod'
import type { ChannelRow } from '@/db/queries/channels'
import type { ServiceContext } from '@/server/context'
import { DomainError } from '@/server/errors'
import { CHANNEL_KINDS, openChannel, type ReadyChannel } from '@/server/notify'
import { channelPurpose } from '@/server/vault/purposes'
import { sentence } from '../../language/sentence'

const kindSchema = z.enum(CHANNEL_KINDS)

/** Seals where a channel leads; addresses hold tokens often enough. */
export async function sealChannel(
  { vault, deskId }: Pick<ServiceContext, 'vault' | 'deskId'>,
  id: string,
  settings: Record<string, unknown>,
): Promise<Pick<ChannelRow, 'masterKeyId' | 'wrappedKey'>> {
  return vault.sealUserSecret(deskId, channelPurpose(id), JSON.stringify(settings))
}

/** A channel, ready to send. @throws DomainError `internal` where it cannot be opened, or a newer version wrote it */
export async function readyChannel({ vault }: Pick<ServiceContext, 'vault'>, row: ChannelRow): Promise<ReadyChannel> {
  const text = await vault.openUserSecret(row.deskId, channelPurpose(row.id), row)
  const kind = kindSchema.safeParse(row.kind)
  const opened = kind.success ? openChannel(kind.data, JSON.parse(text)) : null
  if (!opened?.ok) throw new DomainError('internal', sentence`This channel cannot be read any more. Set it up again.`)
  return opened.ready
}
