import type { Db } from '@/db/client'
import { settingsOfReaders } from '@/db/queries/channel-readers'
import type { ChannelRow } from '@/db/queries/channels'
import { readerIn } from '@/server/language/in-language'
import { ENGLISH, type Reader } from '@/server/language/reader'
import { languageOfPerson } from '../settings/language'

/**
 * Whom channels of a desk speak to, in the language that is theirs now. What reads a webhook is a program, which is told in English;
 * so is a channel that is gone.
 */
export async function readersOf(
  db: Db,
  deskId: string,
  channels: readonly string[],
): Promise<(channel: Pick<ChannelRow, 'id' | 'kind'>) => Reader> {
  const settings = await settingsOfReaders(db.whole, deskId, channels)
  return ({ id, kind }) => (kind === 'webhook' || !settings.has(id) ? ENGLISH : readerIn(languageOfPerson(settings.get(id))))
}
