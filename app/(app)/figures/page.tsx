import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { pageTitle } from '@/components/language/page-title'
import { FIGURES } from '@/components/meanings/figures'
import { Page, PageHeader } from '@/components/shell/page'
import { Card, CardContent } from '@/components/ui/card'

export const generateMetadata = pageTitle(msg`What the figures mean`)

const MARKS = [
  { mark: '≥', words: msg`At least: something that is held is not known, and is left out.` },
  { mark: '≤', words: msg`At most: what is left out is owed.` },
  { mark: '≈', words: msg`Not certain: both, or nobody could check it.` },
  { mark: '—', words: msg`Not known. Never 0, and left out of no sum without a word.` },
]

/** Every figure's definition, with an anchor of its own. */
export default function FiguresPage() {
  const { t } = useLingui()
  return (
    <Page narrow>
      <PageHeader
        title={t`What the figures mean`}
        description={t`Each is computed in decimals from what the exchange sent, in USD before it is shown in another currency.`}
      />
      <Card>
        <CardContent className="pt-4">
          <dl className="divide-y">
            {FIGURES.map(({ id, name, made }) => (
              <div key={id} id={id} className="scroll-mt-16 py-3 target:bg-brand-soft sm:grid sm:grid-cols-[12rem_1fr] sm:gap-4">
                <dt className="font-medium">{t(name)}</dt>
                <dd className="text-muted-foreground">{t(made)}</dd>
              </div>
            ))}
          </dl>
          <h2 className="mt-4 border-t pt-4 font-medium text-base">
            <Trans>Marks before a figure</Trans>
          </h2>
          <dl className="mt-2">
            {MARKS.map(({ mark, words }) => (
              <div key={mark} className="grid grid-cols-[2rem_1fr] py-1">
                <dt className="text-warning">{mark}</dt>
                <dd className="text-muted-foreground">{t(words)}</dd>
              </div>
            ))}
          </dl>
        </CardContent>
      </Card>
    </Page>
  )
}
