import { Decimal } from '@/server/domain/decimal'

/** Nearer to its liquidation than these shares of the mark price, a position is called near, and close. */
export const LIQUIDATION_NEAR = new Decimal('0.15')
export const LIQUIDATION_CLOSE = new Decimal('0.05')
/** From these margin ratios on (1 is liquidation) an account's margin is called high, and critical. */
export const MARGIN_HIGH = new Decimal('0.5')
export const MARGIN_CRITICAL = new Decimal('0.8')
