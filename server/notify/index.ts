import type { z } from 'zod'
import type { Means, Outgoing } from './channel'
import { discord } from './discord'
import { email } from './email'
import { ntfy } from './ntfy'
import type { Outcome } from './outcome'
import { slack } from './slack'
import { telegram } from './telegram'
import { webhook } from './webhook'
import { webpush } from './webpush'

const ALL = { email, telegram, discord, slack, ntfy, webhook, webpush } as const
export type ChannelKind = keyof typeof ALL
export const CHANNEL_KINDS = Object.keys(ALL) as ChannelKind[]

/** A channel with its settings, ready to send. */
export interface ReadyChannel {
  shown: string
  settings: Record<string, unknown>
  send(message: Outgoing, means: Means): Promise<Outcome>
}

const bound = <S extends Record<string, unknown>>(
  channel: {
    settings: z.ZodType<S>
    shown(settings: S): string
    send(settings: S, message: Outgoing, means: Means): Promise<Outcome>
  },
  given: unknown,
) => {
  const parsed = channel.settings.safeParse(given)
  if (!parsed.success) return { ok: false, error: parsed.error } as const
  const { data } = parsed
  const ready: ReadyChannel = {
    shown: channel.shown(data),
    settings: data,
    send: (message, means) => channel.send(data, message, means),
  }
  return { ok: true, ready } as const
}

/** Makes a channel of settings as they were typed or stored; an error names the fields that do not fit. */
export function openChannel(
  kind: ChannelKind,
  given: unknown,
): { ok: true; ready: ReadyChannel } | { ok: false; error: z.ZodError } {
  switch (kind) {
    case 'email':
      return bound(email, given)
    case 'telegram':
      return bound(telegram, given)
    case 'discord':
      return bound(discord, given)
    case 'slack':
      return bound(slack, given)
    case 'ntfy':
      return bound(ntfy, given)
    case 'webhook':
      return bound(webhook, given)
    case 'webpush':
      return bound(webpush, given)
  }
}
