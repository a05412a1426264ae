import { expect, test } from './fixtures'

for (const [address, name] of [
  ['/settings/server', 'settings'],
  ['/performance/funding', 'performance'],
] as const)
  test(`the sections of ${name} stand apart, and the one that is looked at is in sight`, async ({ page, demo, baseURL }) => {
    expect(demo.email).toContain('@')
    // The least width that people have, and the longest words.
    await page.setViewportSize({ width: 320, height: 700 })
    await page.context().addCookies([{ name: 'ballast.language', value: 'de', url: baseURL ?? '' }])
    await page.goto(address)
    const sections = page
      .getByRole('main')
      .getByRole('navigation')
      .filter({ has: page.locator('[aria-current="page"]') })
    await expect(sections.locator('[aria-current="page"]')).toBeInViewport({ ratio: 0.95 })
    const squeezed = await sections
      .getByRole('link')
      .evaluateAll((links) => links.filter((link) => link.scrollWidth > link.clientWidth).map((link) => link.textContent))
    expect(squeezed).toEqual([])
  })
