import { expect, test } from './fixtures'

const MONTHS = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept|Oct|Nov|Dec'

for (const timeZone of ['America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC']) {
  test.describe(timeZone, () => {
    test.use({ timezoneId: timeZone })

    test('a day on the axis of a chart stands where the pointer says midnight', async ({ page, demo, isMobile }) => {
      test.skip(isMobile, 'A finger hovers nowhere.')
      void demo
      await page.goto('/history?period=30d')
      const chart = page.getByRole('img', { name: /^Equity over time/ })
      await expect(chart).toBeVisible()
      const days = chart.getByText(new RegExp(`^\\d+ (${MONTHS})$`))
      await expect.poll(() => days.count()).toBeGreaterThan(3)
      const box = await chart.boundingBox()
      if (!box) throw new Error('The chart has no place.')
      const marks = await days.evaluateAll((labels) =>
        labels.map((label) => {
          const { left, width } = label.getBoundingClientRect()
          return { text: label.textContent, x: left + width / 2 }
        }),
      )
      let looked = 0
      for (const { text, x } of marks) {
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
