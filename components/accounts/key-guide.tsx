import { Trans, useLingui } from '@lingui/react/macro'
import { ExternalLink } from 'lucide-react'
import type { ExchangeInfo } from '@/server/exchanges/port'
import { useWalletLabel } from '../assets/wallet-label'
import { Badge } from '../ui/badge'
import { EgressAddresses } from './egress-addresses'

/** Where this exchange makes keys, the least that the key must be allowed, and what is done with it. */
export function KeyGuide({ exchange }: { exchange: ExchangeInfo }) {
  // A public address is no key.
  const { t } = useLingui()
  const wallet = useWalletLabel()
  const keyless = exchange.credentialFields.every(({ field, required }) => !required || field === 'walletAddress')
  const optional = exchange.credentialFields.some(({ secret }) => secret)
  return (
    <div className="flex flex-col gap-4 text-sm">
      <div>
        <h3 className="font-medium">{keyless ? t`No key is needed to read` : t`Where to make the key`}</h3>
        {keyless ? (
          <p className="mt-1 text-muted-foreground">
            <Trans>The public address of the account is enough; nothing can be moved or traded with that.</Trans>
          </p>
        ) : null}
        {keyless && !optional ? null : <p className="mt-1 text-muted-foreground">{exchange.keyPage}</p>}
        {exchange.keyUrl ? (
          <a
            href={exchange.keyUrl}
            target="_blank"
            rel="noreferrer noopener"
            className="mt-1.5 inline-flex items-center gap-1 pointer-coarse:min-h-11 font-medium text-brand underline-offset-4 hover:underline"
          >
            <Trans>
              Open {exchange.name}
              <ExternalLink aria-hidden className="size-3.5" />
              <span className="sr-only">(new tab)</span>
            </Trans>
          </a>
        ) : null}
      </div>
      {exchange.permissionsWanted.length > 0 ? (
        <div>
          <h3 className="font-medium">
            <Trans>Permissions it needs</Trans>
          </h3>
          <ul className="mt-1.5 flex flex-wrap gap-1">
            {exchange.permissionsWanted.map((permission) => (
              <li key={permission}>
                <Badge>{permission}</Badge>
              </li>
            ))}
          </ul>
          <p className="mt-2 text-muted-foreground text-xs">
            <Trans>Nothing more. Leave withdrawals off, and bind the key to this server's address if you can.</Trans>
          </p>
        </div>
      ) : null}
      {keyless ? null : (
        <div>
          <h3 className="mb-1 font-medium">
            <Trans>Address to bind it to</Trans>
          </h3>
          <EgressAddresses />
        </div>
      )}
      {exchange.wallets.length > 0 ? (
        <div>
          <h3 className="font-medium">
            <Trans>What is read</Trans>
          </h3>
          <p className="mt-1 text-muted-foreground">{exchange.wallets.map(wallet).join(', ')}</p>
        </div>
      ) : null}
      <div>
        <h3 className="font-medium">
          <Trans>What Ballast does with it</Trans>
        </h3>
        <p className="mt-1 text-muted-foreground">
          {exchange.canSetLeverage ? (
            <Trans>
              It only asks. The one thing that it can set is leverage, with a key that may trade, when you say so. Every question
              that it asks is counted on the account's page.
            </Trans>
          ) : (
            <Trans>
              It only asks. It can change nothing on {exchange.name}. Every question that it asks is counted on the account's
              page.
            </Trans>
          )}
        </p>
      </div>
      {exchange.generic ? (
        <p className="text-muted-foreground">
          <Trans>
            {exchange.name} is read by its usual calls. What they do not tell reads “—” or is named as not included, and totals
            say so.
          </Trans>
        </p>
      ) : null}
    </div>
  )
}
