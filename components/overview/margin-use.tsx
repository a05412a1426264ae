import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Decimal, type DecimalString } from '@/server/domain/decimal'
import type { EquityBound } from '@/server/domain/types'
import { Percent } from '../format/amount'
import { Bounded } from '../format/bounded'

const USED_UP = msg`As much margin is asked for as there is, or more: no new position can be opened, and orders may be cancelled.`

const RESTS = msg`it rests on a margin balance of which not all is known`

interface MarginUseProps {
  value: DecimalString | null
  /** See `marginBound`. */
  bound: EquityBound
  inWords?: boolean
}

/** Nothing is free any more. */
export function isUsedUp(marginUse: DecimalString | null): boolean {
  return marginUse !== null && new Decimal(marginUse).gte(1)
}

/** How much of its margin an account uses; from 100 % on it is marked, and with `inWords` told too. */
export function MarginUse({ value, bound, inWords = false }: MarginUseProps) {
  const { t } = useLingui()
  if (!isUsedUp(value)) {
    return (
      <Bounded bound={value === null ? 'exact' : bound} because={t(RESTS)}>
        <Percent value={value} decimals={1} unknown={/*i18n*/ 'nothing is margined'} />
      </Bounded>
    )
  }
  return (
    <span title={t(USED_UP)}>
      <Percent value={value} decimals={1} className="font-medium text-destructive" />
      {inWords ? (
        <span className="font-normal text-destructive text-xs">
          {' '}
          <Trans>nothing free</Trans>
        </span>
      ) : null}
    </span>
  )
}
