import type { Page } from '@playwright/test'
import { z } from 'zod'
import { expect, test } from './fixtures'

/** What charts have written onto their canvases: the text, and where on the page its middle is. */
async function watchCanvas(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const written: { text: string; x: number; y: number }[] = []
    Object.assign(globalThis, { writtenOnCanvas: written })
    const write = CanvasRenderingContext2D.prototype.fillText
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
      const { a, d, e, f } = this.getTransform()
      const { left, top } = this.canvas.getBoundingClientRect()
      written.push({ text, x: left + (a * x + e) / devicePixelRatio, y: top + (d * y + f) / devicePixelRatio })
      write.call(this, text, x, y, ...rest)
    }
  })
}

const writtenSchema = z.array(z.object({ text: z.string(), x: z.number(), y: z.number() }))

async function written(page: Page) {
  return writtenSchema.parse(await page.evaluate(() => Reflect.get(globalThis, 'writtenOnCanvas')))
}

const MONTHS = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept|Oct|Nov|Dec'

for (const timeZone of ['America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC']) {
  test.describe(timeZone, () => {
    test.use({ timezoneId: timeZone })

    test('a day on the axis of a chart stands where the pointer says midnight', async ({ page, demo, isMobile }) => {
      test.skip(isMobile, 'A finger hovers nowhere.')
      void demo
      await watchCanvas(page)
      await page.goto('/history?period=30d')
      const chart = page.getByRole('img', { name: /^Equity over time/ })
      await expect(chart).toBeVisible()
      const days = async () => (await written(page)).filter(({ text }) => new RegExp(`^\\d+ (${MONTHS})$`).test(text))
      await expect.poll(async () => (await days()).length).toBeGreaterThan(3)
      const box = await chart.boundingBox()
      if (!box) throw new Error('The chart has no place.')
      const marks = new Map((await days()).map(({ text, x }) => [text, x]))
      let looked = 0
      for (const [text, x] of marks) {
        // The first and last labels are moved inwards to be whole.
        if (x < box.x + 60 || x > box.x + box.width - 120) continue
        await page.mouse.move(x, box.y + box.height / 3)
        await expect(page.getByText(new RegExp(`${text} \\d{4}, 00:00:00`)).first(), `${text} in ${timeZone}`).toBeVisible()
        looked += 1
      }
      expect(looked).toBeGreaterThan(2)
    })

    test('a chosen range is days of the viewer', async ({ page, demo }) => {
      void demo
      const asked = page.waitForRequest((request) => request.url().includes('history.equity') && request.url().includes('custom'))
      await page.goto('/history?from=2026-11-10&to=2026-11-11')
      const url = new URL((await asked).url())
      const [from, to] = ['2026-11-10', '2026-11-12'].map((day) => midnight(day, timeZone))
      expect(url.searchParams.get('input')).toContain(`${from}`)
      expect(url.searchParams.get('input')).toContain(`${to}`)
    })
  })
}

/** By the zones' offsets in November 2026, written down here. */
function midnight(day: string, timeZone: string): string {
  const hours = { 'America/Los_Angeles': -8, 'Asia/Kathmandu': 5.75, 'Pacific/Kiritimati': 14, 'Pacific/Pago_Pago': -11, UTC: 0 }[
    timeZone
  ]
  return new Date(Date.parse(`${day}T00:00:00Z`) - (hours ?? 0) * 3_600_000).toISOString()
}
