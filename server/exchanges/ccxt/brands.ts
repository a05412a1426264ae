import type { CcxtExchange } from './exchange-class'

/** ccxt's options that name whom an exchange shall pay for its users' trades. */
const BRAND = /^(broker|brokerId|builder|builderName|builderCode|builderId|builderRate|builderFeeRate|partner|ref|integrator\w+)$/

/**
 * What ccxt does for its own earnings, switched off. `builderFee: false` is not enough: Hyperliquid's class then still
 * signs an approval (of 0 %) and a referral unless it takes both for done.
 */
const OFF = { builderFee: false, approvedBuilderFee: true, refSet: true }

/** Takes brokers, builders, partners and referrals out of an instance. Its gate would stop what is left of them. */
export function unbrand({ options }: CcxtExchange): void {
  for (const name of Object.keys(options)) if (BRAND.test(name)) delete options[name]
  Object.assign(options, OFF)
}
