import type { AddChannelInput } from '@/server/schemas/alerts'

export type ChannelKind = AddChannelInput['kind']

interface ChannelField {
  name: string
  label: string
  help?: string
  secret?: boolean
  optional?: boolean
}

/** Ways to be told, and what each needs to know. */
export const CHANNELS: Readonly<Record<ChannelKind, { label: string; what: string; fields: readonly ChannelField[] }>> = {
  email: { label: 'E-mail', what: 'A letter by this installation’s mail server.', fields: [{ name: 'to', label: 'Address' }] },
  telegram: {
    label: 'Telegram',
    what: 'A bot of yours writes to a chat: make one with @BotFather, then write it a message.',
    fields: [
      { name: 'token', label: 'Bot token', secret: true },
      { name: 'chat', label: 'Chat', help: 'Its number, or the @name of a channel.' },
    ],
  },
  discord: {
    label: 'Discord',
    what: 'Channel settings → Integrations → Webhooks.',
    fields: [{ name: 'url', label: 'Webhook address', secret: true }],
  },
  slack: {
    label: 'Slack',
    what: 'An incoming webhook; Mattermost’s work too.',
    fields: [{ name: 'url', label: 'Webhook address', secret: true }],
  },
  ntfy: {
    label: 'ntfy',
    what: 'A topic that your phone has subscribed to.',
    fields: [
      { name: 'topic', label: 'Topic', help: 'Whoever knows an open topic reads it: choose one that nobody guesses.' },
      { name: 'server', label: 'Server', help: 'Empty: https://ntfy.sh.', optional: true },
      { name: 'token', label: 'Access token', secret: true, optional: true },
    ],
  },
  webhook: {
    label: 'Webhook',
    what: 'Any address of yours, signed as Standard Webhooks are.',
    fields: [{ name: 'url', label: 'Address' }],
  },
}

export const CHANNEL_KINDS: readonly ChannelKind[] = ['email', 'telegram', 'discord', 'slack', 'ntfy', 'webhook']

/** A kind's name; of one that this page does not know, the kind itself. */
export function channelLabel(kind: string): string {
  if (kind === 'webpush') return 'Push'
  const known = CHANNEL_KINDS.find((each) => each === kind)
  return known ? CHANNELS[known].label : kind
}
