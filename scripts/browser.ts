import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** A Chromium that is on this machine: PLAYWRIGHT_CHROMIUM, the system's, or Playwright's own; null if there is none. */
export function findBrowser(): string | null {
  const chosen = process.env.PLAYWRIGHT_CHROMIUM
  if (chosen && existsSync(chosen)) return chosen
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of NAMES) {
      const file = path.join(folder, name)
      try {
        accessSync(file, constants.X_OK)
        return file
      } catch {
        // Not here.
      }
    }
  }
  const own = chromium.executablePath()
  return existsSync(own) ? own : null
}

/**
 * Finds a Chromium or installs one: Playwright's download first, Debian's package where that is out of reach.
 * @throws Error that says what to do by hand
 */
export function ensureBrowser(): string {
  const found = findBrowser()
  if (found) return found
  console.log('No Chromium found; installing one …')
  spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'inherit', timeout: 300_000 })
  if (!findBrowser() && process.platform === 'linux') {
    const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
    const apt = (...args: string[]) => {
      const [command = 'apt-get', ...rest] = [...sudo, 'apt-get', ...args]
      spawnSync(command, rest, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
    }
    apt('update', '-qq')
    apt('install', '-y', '-qq', '--no-install-recommends', 'chromium')
  }
  const installed = findBrowser()
  if (installed) return installed
  throw new Error(
    'No Chromium could be installed. Install one (apt-get install chromium) or set PLAYWRIGHT_CHROMIUM to its path.',
  )
}
