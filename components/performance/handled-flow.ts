'use client'
import { useLingui } from '@lingui/react/macro'
import type { FlowView } from '@/server/domain/views'
import { useDisplay } from '../format/display'
import { shortTime } from '../format/time'

/** What of an entry its menu and dialogs need. */
export type HandledFlow = Pick<
  FlowView,
  'id' | 'accountName' | 'at' | 'coin' | 'amount' | 'kind' | 'exchangeKind' | 'state' | 'note' | 'byHand' | 'pairedWith'
>

/** What can be said of an entry. */
export type FlowTask = 'classify' | 'tie' | 'untie' | 'remove'

export interface FlowDialogProps {
  flow: HandledFlow
  onClose: () => void
  /** With what is said of it. */
  onDone: (said: string) => void
}

/** `−0.5 BTC of Main on Nov 3, 14:20` */
export function useFlowInWords({ amount, coin, accountName, at }: HandledFlow): string {
  const { t } = useLingui()
  const display = useDisplay()
  const [size, time] = [amount.replace('-', '−'), shortTime(at, display)]
  return t`${size} ${coin} of ${accountName} on ${time}`
}
