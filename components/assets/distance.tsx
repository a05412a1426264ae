'use client'
import { Decimal, type DecimalString } from '@/server/domain/decimal'
import { distanceToLiquidation } from '@/server/domain/liquidation'
import type { Asset } from '@/server/domain/types'
import { Percent } from '../format/amount'
import { cn } from '../ui/cn'

/** Nearer than these shares of the mark price a liquidation is called near, and close. */
export const NEAR = new Decimal('0.15')
export const CLOSE = new Decimal('0.05')

/** How far the price may move against the position before it is liquidated. */
export function LiquidationDistance({ asset }: { asset: Asset }) {
  return <Distance value={distanceToLiquidation(asset)} />
}

export function Distance({ value, className }: { value: DecimalString | null; className?: string }) {
  const near = value !== null && new Decimal(value).lt(NEAR)
  const close = value !== null && new Decimal(value).lt(CLOSE)
  return (
    <Percent
      value={value}
      decimals={1}
      className={cn(near && 'font-medium text-warning', close && 'text-destructive', className)}
      unknown="no liquidation price known"
    />
  )
}
