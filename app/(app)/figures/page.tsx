import type { Metadata } from 'next'
import { FIGURES } from '@/components/meanings/figures'
import { Page, PageHeader } from '@/components/shell/page'
import { Card, CardContent } from '@/components/ui/card'

export const metadata: Metadata = { title: 'What the figures mean' }

const MARKS = [
  { mark: '≥', words: 'At least: something that is held is not known, and is left out.' },
  { mark: '≤', words: 'At most: what is left out is owed.' },
  { mark: '≈', words: 'Not certain: both, or nobody could check it.' },
  { mark: '—', words: 'Not known. Never 0, and left out of no sum without a word.' },
]

/** Every figure's definition, with an anchor of its own. */
export default function FiguresPage() {
  return (
    <Page narrow>
      <PageHeader
        title="What the figures mean"
        description="Each is computed in decimals from what the exchange sent, in USD before it is shown in another currency."
      />
      <Card>
        <CardContent className="pt-4">
          <dl className="divide-y">
            {FIGURES.map(({ id, name, made }) => (
              <div key={id} id={id} className="scroll-mt-16 py-3 target:bg-brand-soft sm:grid sm:grid-cols-[12rem_1fr] sm:gap-4">
                <dt className="font-medium">{name}</dt>
                <dd className="text-muted-foreground">{made}</dd>
              </div>
            ))}
          </dl>
          <h2 className="mt-4 border-t pt-4 font-medium text-base">Marks before a figure</h2>
          <dl className="mt-2">
            {MARKS.map(({ mark, words }) => (
              <div key={mark} className="grid grid-cols-[2rem_1fr] py-1">
                <dt className="text-warning">{mark}</dt>
                <dd className="text-muted-foreground">{words}</dd>
              </div>
            ))}
          </dl>
        </CardContent>
      </Card>
    </Page>
  )
}
