import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { unrealizedSums } from '@/server/domain/unrealized'
import type { BalanceView } from '@/server/domain/views'
import { Money } from '../format/money'

const WHY = {
  options: msg`The exchange counts options by what they are worth now, which is in equity already, and not by what they have gained since they were bought. The rows of options below tell that, and add up to the figure beside.`,
  other: msg`The exchange tells a figure of its own for the wallet. The rows of positions below add up to the figure beside.`,
}

/** Open profit as the wallets tell it; where the rows below add up to something else, that and why. */
export function Unrealized({ balance }: { balance: BalanceView }) {
  const { t } = useLingui()
  const { wallets, rows, options, verdict } = unrealizedSums(balance.equities, balance.assets)
  const figure = <Money value={wallets ?? rows} sign="always" tone="signed" />
  if (verdict === 'agree') return figure
  return (
    <span title={t(WHY[verdict])}>
      {figure}
      <span className="block truncate font-normal text-muted-foreground text-xs">
        {verdict === 'options' ? (
          <Trans>
            without options, <Money value={options} sign="always" tone="signed" />
          </Trans>
        ) : (
          <Trans>
            rows add up to <Money value={rows} sign="always" tone="signed" />
          </Trans>
        )}
      </span>
    </span>
  )
}
