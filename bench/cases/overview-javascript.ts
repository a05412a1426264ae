import { chromium } from '@playwright/test'
import { findBrowser } from '../../scripts/browser'
import { benchDatabase } from '../database'
import { benchDesk } from '../desk'
import { type Benchmark, CannotRun } from '../harness'
import { benchWeb } from '../web'

const ACCOUNTS = 10
const ASSETS = 20
/** The page of an address that is none: what the framework sends with a page that has no code of its own. */
const EMPTY = '/nothing-here'

/** What a browser that comes for the first time is sent of code before the overview is drawn. */
export const overviewJavascript: Benchmark = {
  name: 'overview-javascript',
  what: 'JavaScript sent for the overview until it is drawn, compressed, charts with it',
  baseline: 'an empty page of the same app',
  unit: 'kB',
  goal: { oursAtMost: 250 },
  rounds: 1,
  prepare: async () => {
    const executablePath = findBrowser()
    if (executablePath === null) throw new CannotRun('there is no Chromium; PLAYWRIGHT_CHROMIUM may name one')
    const database = await benchDatabase()
    const { ctx } = await benchDesk(database, ACCOUNTS, ASSETS)
    const web = await benchWeb(database)
    const [cookie] = (await web.cookie(ctx.deskId)).split(';')
    const [name = '', value = ''] = (cookie ?? '').split('=', 2)
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
    /** Compressed bytes of all scripts of a page that was never there before. */
    const scripts = async (path: string, drawn: string) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
      await context.addCookies([{ name, value, url: web.url }])
      const page = await context.newPage()
      const client = await context.newCDPSession(page)
      await client.send('Network.enable')
      const asked = new Set<string>()
      let bytes = 0
      client.on('Network.responseReceived', ({ requestId, type }) => type === 'Script' && asked.add(requestId))
      client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        if (asked.has(requestId)) bytes += encodedDataLength
      })
      await page.goto(web.url + path)
      await page.locator(drawn).first().waitFor()
      const sum = bytes / 1000
      await context.close()
      return sum
    }
    return {
      ours: () => scripts('/overview', '[role="img"] path'),
      baseline: () => scripts(EMPTY, 'h1'),
      close: async () => {
        await browser.close()
        await web.close()
        await database.close()
      },
    }
  },
}
