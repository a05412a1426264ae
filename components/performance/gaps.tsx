import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { FlowCoverageView } from '@/server/domain/views'
import { IntentLink } from '../ui/intent-link'

/** Accounts that are named with what is not known of them. */
const MOST_NAMED = 5

/** What of which account is not known of the period, an account a line; all of it stands on the page of flows. */
export function Gaps({ coverage, from }: { coverage: readonly FlowCoverageView[]; from: Date }) {
  const { t } = useLingui()
  const unknown = coverage.flatMap(({ accountId, accountName, gaps: own }) => {
    const gaps = own.filter(({ external, to }) => external && (to === null || to > from))
    const [first] = gaps
    return first ? [{ accountId, accountName, words: first.words, more: gaps.length - 1 }] : []
  })
  return (
    <>
      <ul className="mt-1 list-disc pl-4">
        {unknown.slice(0, MOST_NAMED).map(({ accountId, accountName, words, more }) => (
          <li key={accountId}>
            {accountName}: {words}
            {more > 0 ? ` ${t`And ${more} more.`}` : ''}
          </li>
        ))}
        {unknown.length > MOST_NAMED ? (
          <li>
            <Plural value={unknown.length - MOST_NAMED} one="# more account" other="# more accounts" />
          </li>
        ) : null}
      </ul>
      <IntentLink href="/performance/flows" className="mt-1 inline-block underline underline-offset-4">
        <Trans>How far ledgers are read</Trans>
      </IntentLink>
    </>
  )
}
