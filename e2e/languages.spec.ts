import { expect, expectAccessible, test } from './fixtures'

const cookie = 'ballast.language'

test('a page comes in the language of the browser, from its first byte', async ({ browser, baseURL }) => {
  const stranger = await browser.newContext({ ...(baseURL ? { baseURL } : {}) })
  const page = await stranger.newPage()
  const served = async (wanted: string, kept?: string) => {
    const answer = await stranger.request.get('/sign-in', {
      headers: { 'accept-language': wanted, ...(kept === undefined ? {} : { cookie: `${cookie}=${kept}` }) },
    })
    return answer.text()
  }
  expect(await served('de-AT,de;q=0.9')).toMatch(/<html lang="de".*<title>Anmelden · Ballast<\/title>.*Passwort/s)
  expect(await served('zh-CN')).toMatch(/<html lang="zh-Hans".*<title>登录 · Ballast<\/title>.*密码/s)
  const english = await served('en-GB,de;q=0.5')
  expect(english).toMatch(/<html lang="en".*<title>Sign in · Ballast<\/title>.*Password/s)
  expect(english).not.toMatch(/Passwort|密码/)
  // What was chosen goes first; what nobody could have chosen is nothing.
  expect(await served('de', 'zh-Hans')).toMatch(/<html lang="zh-Hans"/)
  expect(await served('de', 'en')).toMatch(/<html lang="en"/)
  for (const strange of ['fr', '../../de', '%22%3E%3Cscript%3E', 'DE', ''])
    expect(await served('zh-CN', strange)).toMatch(/<html lang="zh-Hans"/)
  await page.close()
  await stranger.close()
})

test('whoever signs in chooses the language, and it stays', async ({ page, person }) => {
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(error.message))
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.getByRole('button', { name: 'Deutsch' }).click()
  await expect(page.getByRole('heading', { name: 'Anmelden' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
  await expect(page.getByText('Geben Sie Ihre E-Mail-Adresse ein.')).toBeVisible()
  await page.getByLabel('E-Mail').fill(person.email)
  await page.getByLabel('Passwort', { exact: true }).fill('not the password of anybody')
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
  await expect(page.getByText('E-Mail oder Passwort ist falsch.')).toBeVisible()
  await page.getByLabel('Passwort', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
  await page.waitForURL(/\/overview$/)
  await expect(page).toHaveTitle('Übersicht · Ballast')
  const places = page.getByRole('navigation', { name: 'Hauptnavigation' }).locator('visible=true')
  await expect(places.getByRole('link', { name: 'Positionen' })).toBeVisible()
  await places.getByRole('link', { name: 'Guthaben' }).click()
  await expect(page).toHaveTitle('Guthaben · Ballast')

  await page.goto('/settings')
  await page.getByRole('radio', { name: '简体中文' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans')
  const chinese = page.getByRole('navigation', { name: '主导航' }).locator('visible=true')
  await expect(chinese.getByRole('link', { name: '持仓' })).toBeVisible()
  await page.getByRole('button', { name: `您的账号，${person.email}` }).click()
  await expect(page.getByRole('menuitem', { name: '退出登录' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: '搜索与命令' })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('radio', { name: 'English' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page).toHaveTitle('Profile · Ballast')
  expect(problems.filter((text) => /hydrat|minified react|Refused to|Uncompiled/i.test(text))).toEqual([])
})

test('figures that the server writes into texts follow the locale too', async ({ browser, demo, demoCookies, baseURL }) => {
  expect(demo.email).toContain('@')
  const german = await browser.newContext({ locale: 'de-DE', ...(baseURL ? { baseURL } : {}) })
  await german.addCookies(demoCookies)
  const page = await german.newPage()
  await page.goto('/performance')
  const index = page.getByRole('img', { name: /^Der Index/ })
  await expect(index).toHaveAccessibleName(/ [+−]?\d+,\d\s%$/)
  await expect(page.getByText('Sharpe, Sortino').locator('xpath=ancestor::*[.//*[@data-exact]][1]')).toContainText(/\d,\d\d/)
  await expect(page.locator('td [title*=","]').filter({ hasText: /\d,\d\d\s%$/ })).not.toHaveCount(0)
  await expect(page.locator('td [title$="%"]').filter({ hasText: /\d\.\d/ })).toHaveCount(0)
  await german.close()
})
