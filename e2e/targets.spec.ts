import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'

/** What a finger needs, in CSS pixels (WCAG 2.5.5). */
const LEAST = 44
/** Edges may lie between two pixels. */
const ODDS = 1

const STRANGERS = ['/sign-in', '/sign-up', '/forgot-password']
const OWN = [
  '/overview',
  '/overview?group=exchange',
  '/balances',
  '/positions',
  '/accounts',
  '/accounts/new',
  '/accounts/new?exchange=bybit',
  '/history?groupBy=account',
  '/performance',
  '/performance?by=exchange',
  '/performance?by=coin',
  '/performance/changes',
  '/performance/flows',
  '/performance/funding',
  '/risk',
  '/tags',
  '/alerts',
  '/alerts/start',
  '/figures',
  '/settings',
  '/settings/security',
  '/settings/tokens',
  '/settings/sharing',
  '/settings/agents',
  '/settings/desk',
  '/settings/people',
  '/settings/server',
]

/**
 * Every element of the page that a finger may mean and that has less room than it needs: what is hit when one touches beside
 * its middle, as far as it goes to each side; all of a table's cell may be the link that stands in its first line. Not counted
 * are links within a sentence (WCAG excepts them: their height is the line's), what is switched off, and what only keys reach.
 */
async function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(
    ({ least, odds }) => {
      const wanted =
        'a[href], button, input, select, textarea, summary, [role="button"], [role="radio"], [role="switch"], [role="slider"], [role="tab"]'
      const shown = (element: Element) =>
        element.checkVisibility({ opacityProperty: false, visibilityProperty: true }) && element.getClientRects().length > 0
      const named = (element: Element) =>
        `${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 50)}”`
      /** A link with words of the same sentence before or behind it. */
      const inSentence = (element: Element) => {
        const around = element.parentElement
        if (element.tagName !== 'A' || !around || getComputedStyle(element).display !== 'inline') return false
        return [...around.childNodes].some(
          (node) => node.nodeType === Node.TEXT_NODE && /[\p{L}\d]/u.test(node.textContent ?? ''),
        )
      }
      const belongs = (element: Element, hit: Element | null) => {
        if (!hit) return false
        if (element.contains(hit) || (hit.contains(element) && hit.tagName === 'LABEL')) return true
        // A click on its label is one on it.
        return (
          element instanceof HTMLElement &&
          'labels' in element &&
          [...((element as HTMLInputElement).labels ?? [])].some((label) => label.contains(hit))
        )
      }
      const problems: string[] = []
      for (const element of document.querySelectorAll(wanted)) {
        if (
          !shown(element) ||
          element.closest('[inert], [aria-hidden="true"]') ||
          element.matches(':disabled, [aria-disabled="true"], [tabindex="-1"]:not([role="radio"])')
        )
          continue
        if (inSentence(element)) continue
        element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
        const box = element.getBoundingClientRect()
        // For assistive technology and keys alone until it has the focus.
        if (box.width <= 1 || box.height <= 1) continue
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
        // In large steps, then in small ones: on a long page each look takes its time.
        const reach = (dx: number, dy: number, most = least) => {
          let far = 0
          for (const step of [4, 0.5])
            while (far < most && belongs(element, document.elementFromPoint(x + dx * (far + step), y + dy * (far + step))))
              far += step
          return far
        }
        const across = (dx: number, dy: number) => {
          const one = reach(dx, dy)
          return one + reach(-dx, -dy, least - one)
        }
        const [width, height] = [across(1, 0), across(0, 1)]
        // What it is larger than is not looked for on each side: its middle may lie to one of them.
        const wide = Math.max(width, belongs(element, document.elementFromPoint(x, y)) ? Math.min(box.width, least) : 0)
        const high = Math.max(height, belongs(element, document.elementFromPoint(x, y)) ? Math.min(box.height, least) : 0)
        if (wide < least - odds || high < least - odds)
          problems.push(`${named(element)}: ${Math.round(wide)} × ${Math.round(high)}`)
      }
      return problems
    },
    { least: LEAST, odds: ODDS },
  )
}

async function sweep(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  // Pages of somebody have come alive once they say how fresh they are; the line for that never falls silent.
  const own = page.locator('[data-live]')
  if (!STRANGERS.includes(url)) await expect(own).toBeVisible()
  expect(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true)
  expect.soft(await tooSmall(page), url).toEqual([])
}

test.describe('a finger hits what it means', () => {
  test.beforeEach(({ isMobile }) => test.skip(!isMobile, 'fingers are on phones'))

  for (const url of STRANGERS) test(url, async ({ page }) => sweep(page, url))
  for (const url of OWN) {
    test(url, async ({ page, demo }) => {
      expect(demo.email).toContain('@')
      await sweep(page, url)
    })
  }
  test('an account', async ({ page, demo }) => {
    expect(demo.email).toContain('@')
    await page.goto('/accounts')
    const first = page.getByRole('list', { name: 'Accounts', exact: true }).getByRole('link').first()
    await sweep(page, (await first.getAttribute('href')) ?? '')
  })
})
