'use client'
import { useLingui } from '@lingui/react/macro'
import { Decimal, type DecimalString } from '@/server/domain/decimal'
import { distanceToLiquidation } from '@/server/domain/liquidation'
import { LIQUIDATION_CLOSE, LIQUIDATION_NEAR } from '@/server/domain/risk-limits'
import type { Asset } from '@/server/domain/types'
import { Percent } from '../format/amount'
import { cn } from '../ui/cn'

/** How far the price may move against the position before it is liquidated. */
export function LiquidationDistance({ asset }: { asset: Asset }) {
  return <Distance value={distanceToLiquidation(asset)} />
}

export function Distance({ value, className }: { value: DecimalString | null; className?: string }) {
  const { t } = useLingui()
  const near = value !== null && new Decimal(value).lt(LIQUIDATION_NEAR)
  const close = value !== null && new Decimal(value).lt(LIQUIDATION_CLOSE)
  return (
    <Percent
      value={value}
      decimals={1}
      className={cn(near && 'font-medium text-warning', close && 'text-destructive', className)}
      unknown={t`no liquidation price known`}
    />
  )
}
