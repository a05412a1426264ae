import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import type { DeskRole } from '@/server/domain/desks/roles'

export const ROLE_NAMES: Record<DeskRole, MessageDescriptor> = {
  owner: msg`Owner`,
  manager: msg`Manager`,
  trader: msg`Trader`,
  viewer: msg`Viewer`,
}

/** What each role may, in one sentence. */
export const ROLE_WORDS: Record<DeskRole, MessageDescriptor> = {
  owner: msg`Does everything, and decides who else is here and what they may do.`,
  manager: msg`Connects accounts, and sees to leverage, alerts, tags, tokens, webhooks and share links.`,
  trader: msg`Sets leverage, refreshes balances and makes alert rules of their own.`,
  viewer: msg`Looks, and changes nothing.`,
}

/** For a field in which one is chosen, the least first. */
export function useRoleChoices(): readonly (readonly [DeskRole, string])[] {
  const { t } = useLingui()
  return (['viewer', 'trader', 'manager', 'owner'] as const).map((role) => [role, t(ROLE_NAMES[role])] as const)
}
