import type { BalanceView } from '@/server/domain/views'

const USD = new Intl.NumberFormat(undefined, { style: 'currency', currency: 'USD' })

/** Equity in USD; "—" while it is not known. */
export function EquityCell({ balance }: { balance: BalanceView | null }) {
  if (balance?.equity == null) return <span className="text-muted-foreground">—</span>
  return (
    <span className="figures" suppressHydrationWarning>
      {USD.format(Number(balance.equity))}
    </span>
  )
}
