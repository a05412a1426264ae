const WALLETS: Record<string, string> = {
  spot: 'Spot',
  perp: 'Perpetuals',
  unified: 'Unified',
  funding: 'Funding',
  earn: 'Earn',
  margin: 'Margin',
  isolated_margin: 'Isolated margin',
  coinm: 'COIN-M',
}

/** Wallets whose names are more than their own word with a capital. */
export const NAMED_WALLETS: readonly string[] = Object.keys(WALLETS)

/** A wallet's name for a person; the exchange's own name where it has one of its own. */
export function walletLabel(wallet: string): string {
  return WALLETS[wallet] ?? wallet.charAt(0).toUpperCase() + wallet.slice(1)
}
