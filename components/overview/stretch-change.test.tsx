import { setupI18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { renderToReadableStream } from 'react-dom/server.edge'
import { expect, test } from 'vitest'
import type { StretchView } from '@/server/domain/views'
import { makeQueryClient } from '@/server/schemas/query-client'
import { TrpcProvider } from '../trpc-provider'
import { ServedStretchChange } from './stretch-change'

const at = new Date('2026-11-01T00:00:00Z')
const GAIN: StretchView = {
  gain: '12.5',
  flows: '0',
  opened: '100',
  rate: '0.125',
  since: null,
  from: at,
  to: at,
  until: null,
  flowsKnownTo: at,
  leftOut: [],
  marks: [],
}
const HISTORY = { from: at, to: at, series: [], leftOut: [] }
const ASKED = { range: '24h' } as const

/** What the server sends of the line, where its answers come when `answer` has them come. */
async function drawn(
  answer: (asked: { history: Answer; gain: Answer }) => Promise<void>,
): Promise<{ html: string; errors: unknown[] }> {
  const ofPage = makeQueryClient()
  const [history, gain] = [new Answer(), new Answer()]
  void ofPage.prefetchQuery({
    queryKey: [['history', 'equity'], { input: ASKED, type: 'query' }],
    queryFn: () => history.promise,
  })
  void ofPage.prefetchQuery({ queryKey: [['performance', 'gain'], { input: ASKED, type: 'query' }], queryFn: () => gain.promise })
  const i18n = setupI18n({ locale: 'en', messages: { en: {} } })
  const errors: unknown[] = []
  const stream = await renderToReadableStream(
    <I18nProvider i18n={i18n}>
      <TrpcProvider>
        <HydrationBoundary state={dehydrate(ofPage)}>
          <ServedStretchChange history={ASKED} gain={ASKED} period="24h" />
        </HydrationBoundary>
      </TrpcProvider>
    </I18nProvider>,
    { onError: (error) => void errors.push(error) },
  )
  await answer({ history, gain })
  await stream.allReady
  return { html: await new Response(stream).text(), errors }
}

class Answer {
  arrive!: (data: unknown) => void
  fail!: (error: Error) => void
  readonly promise = new Promise<unknown>((resolve, reject) => {
    this.arrive = resolve
    this.fail = reject
  })
}

/** Until React, which draws in turns of the event loop, has drawn what it could with what has come. */
async function redrawn(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
}

test.each(['history', 'gain'] as const)('the line waits for both of its answers, whichever comes first: %s', async (first) => {
  const { html, errors } = await drawn(async ({ history, gain }) => {
    const come = { history: () => history.arrive(HISTORY), gain: () => gain.arrive(GAIN) }
    come[first]()
    await redrawn()
    come[first === 'gain' ? 'history' : 'gain']()
  })
  expect(errors).toEqual([])
  expect(html).toContain('12.50')
  expect(html).not.toContain('not read yet')
})

test('what failed is left to the browser, which asks again: nothing stands there for it', async () => {
  const { html, errors } = await drawn(async ({ history, gain }) => {
    history.arrive(HISTORY)
    await redrawn()
    gain.fail(new Error('The database rests.'))
  })
  expect(errors).toEqual([new Error('The database rests.')])
  expect(html).not.toContain('gain</a>')
  expect(html).not.toContain('not read yet')
})
