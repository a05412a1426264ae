import { EARLY_INPUT_SCRIPT } from '@/components/shell/early-input'
import { connect } from './connect'
import { expect, test } from './fixtures'

test.beforeEach(async ({ person }) => void person)

test('what is tapped and typed before the page is alive is done once it is', async ({ page, freshLedger }) => {
  await connect(page, await freshLedger('bybit', 'hedged-desk'), 'Early')
  // The page's scripts are held back until the hand has been there.
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/_next/static/**/*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/balances', { waitUntil: 'commit' })
  await page.getByRole('searchbox', { name: 'Search balances' }).fill('BTC')
  await page.getByRole('button', { name: 'Filter' }).click()
  release()
  await expect(page.getByRole('group', { name: 'Exchanges' })).toBeVisible()
  await expect(page).toHaveURL(/q=BTC/)
})

test('what a part of the page that is alive already has answered is not done once more', async ({ page }) => {
  const taken = async (button: string) => {
    await page.getByRole('button', { name: button }).click()
    return page.evaluate(() => window.takeEarlyInput?.().clicked?.textContent ?? null)
  }
  const open = async () => {
    await page.goto('about:blank')
    const buttons = ['Menu', 'Alive', 'Awoken'].map((name) => `<button type="button">${name}</button>`)
    await page.setContent(buttons.join(''))
    await page.addScriptTag({ content: EARLY_INPUT_SCRIPT })
    await page.evaluate(() => {
      const named = (name: string) => [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)
      const awake = (name: string) => Object.assign(named(name) ?? {}, { __reactProps$x: {} })
      awake('Alive')
      // As a click on a part that is still to come to life wakes it.
      document.addEventListener('click', ({ target }) => target === named('Awoken') && awake('Awoken'), true)
    })
  }
  for (const [button, kept] of [
    ['Menu', 'Menu'],
    ['Alive', null],
    ['Awoken', null],
  ] as const) {
    await open()
    expect(await taken(button), button).toBe(kept)
  }
})

test('a menu that comes to life between the pointer’s going down and the click is opened all the same', async ({ page }) => {
  const pressed = async (awakens: 'pointerdown' | 'pointerup' | 'never', takenBeforeClick: boolean) => {
    await page.goto('about:blank')
    await page.setContent('<button type="button" aria-haspopup="menu">Menu</button>')
    await page.addScriptTag({ content: EARLY_INPUT_SCRIPT })
    await page.evaluate((type) => {
      const menu = document.querySelector('button')
      document.addEventListener(type, () => Object.assign(menu ?? {}, { __reactProps$x: {} }), true)
    }, awakens)
    const taken = () => page.evaluate(() => window.takeEarlyInput?.().clicked?.textContent ?? null)
    await page.getByRole('button', { name: 'Menu' }).hover()
    await page.mouse.down()
    const early = takenBeforeClick ? await taken() : null
    await page.mouse.up()
    return takenBeforeClick ? early : taken()
  }
  expect(await pressed('pointerup', false)).toBe('Menu')
  expect(await pressed('pointerup', true)).toBe('Menu')
  expect(await pressed('never', false)).toBe('Menu')
  // What was alive when the pointer went down has opened it.
  expect(await pressed('pointerdown', false)).toBe(null)
  expect(await pressed('pointerdown', true)).toBe(null)
})
