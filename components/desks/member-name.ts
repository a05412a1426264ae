import type { I18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { MemberView } from '@/server/domain/views'

/** What somebody on a desk is called, as far as whoever looks may know it. */
export const memberName = ({ name, email }: Pick<MemberView, 'name' | 'email'>, i18n: I18n): string =>
  name ?? email ?? i18n._(msg`Somebody without a name`)
