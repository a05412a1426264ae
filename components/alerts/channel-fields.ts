import type { I18n, MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { AddChannelInput } from '@/server/schemas/alerts'

export type ChannelKind = AddChannelInput['kind']

interface ChannelField {
  name: string
  label: MessageDescriptor
  help?: MessageDescriptor
  /** What it is called where it is hidden: nobody is to see it. */
  secret?: MessageDescriptor
  optional?: boolean
}

/** Ways to be told, and what each needs to know. */
export const CHANNELS: Readonly<
  Record<ChannelKind, { label: MessageDescriptor; what: MessageDescriptor; fields: readonly ChannelField[] }>
> = {
  email: {
    label: msg`E-mail`,
    what: msg`A letter by this installation’s mail server.`,
    fields: [{ name: 'to', label: msg`Address` }],
  },
  telegram: {
    label: msg`Telegram`,
    what: msg`A bot of yours writes to a chat: make one with @BotFather, then write it a message.`,
    fields: [
      { name: 'token', label: msg`Bot token`, secret: msg`the bot token` },
      { name: 'chat', label: msg`Chat`, help: msg`Its number, or the @name of a channel.` },
    ],
  },
  discord: {
    label: msg`Discord`,
    what: msg`Channel settings → Integrations → Webhooks.`,
    fields: [{ name: 'url', label: msg`Webhook address`, secret: msg`the webhook address` }],
  },
  slack: {
    label: msg`Slack`,
    what: msg`An incoming webhook; Mattermost’s work too.`,
    fields: [{ name: 'url', label: msg`Webhook address`, secret: msg`the webhook address` }],
  },
  ntfy: {
    label: msg`ntfy`,
    what: msg`A topic that your phone has subscribed to.`,
    fields: [
      { name: 'topic', label: msg`Topic`, help: msg`Whoever knows an open topic reads it: choose one that nobody guesses.` },
      { name: 'server', label: msg`Server`, help: msg`Empty: https://ntfy.sh.`, optional: true },
      { name: 'token', label: msg`Access token`, secret: msg`the access token`, optional: true },
    ],
  },
  webhook: {
    label: msg`Webhook`,
    what: msg`Any address of yours, signed as Standard Webhooks are.`,
    fields: [{ name: 'url', label: msg`Address` }],
  },
}

export const CHANNEL_KINDS: readonly ChannelKind[] = ['email', 'telegram', 'discord', 'slack', 'ntfy', 'webhook']

/** A kind's name; of one that this page does not know, the kind itself. */
export function channelLabel(kind: string, i18n: I18n): string {
  if (kind === 'webpush') return i18n._(msg`Push`)
  const known = CHANNEL_KINDS.find((each) => each === kind)
  return known ? i18n._(CHANNELS[known].label) : kind
}
