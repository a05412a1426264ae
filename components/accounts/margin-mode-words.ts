import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { AccountMarginMode } from '@/server/domain/views'

/** What an account's margin modes are called, where one is chosen or told. */
export const MARGIN_MODE_WORDS: Readonly<Record<AccountMarginMode, MessageDescriptor>> = {
  CROSS: msg`Cross`,
  ISOLATED: msg`Isolated`,
  CASH: msg`Cash`,
  SPOT_ISOLATED: msg`Spot isolated`,
}
