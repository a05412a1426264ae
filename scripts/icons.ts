/**
 * Draws the PNG icons under `public/icons` from `icon.svg`. Run by hand when the mark changes:
 * `npx tsx scripts/icons.ts` (CHROMIUM names the browser if it is elsewhere).
 */
import { readFile } from 'node:fs/promises'
import { chromium } from '@playwright/test'
import { commandLine } from './command-line.mjs'

commandLine({ usage: 'npx tsx scripts/icons.ts', about: 'Draws the PNG icons under public/icons from icon.svg.' })

const svg = await readFile('public/icons/icon.svg', 'utf8')
/** Platforms that cut their own shape want the ground to the edge. */
const square = svg.replace(/ rx="[\d.]+"/, '')

/** The mark alone, of which Android's status bar takes the shape and nothing else. */
const badge = svg.replace(/<rect[^>]*>/, '').replace(/viewBox="[^"]*"/, 'viewBox="5 5 22 22"')

const icons = [
  { file: 'public/icons/icon-192.png', size: 192, source: svg },
  { file: 'public/icons/icon-512.png', size: 512, source: svg },
  { file: 'public/icons/maskable-512.png', size: 512, source: square },
  { file: 'public/icons/apple-180.png', size: 180, source: square },
  { file: 'public/icons/badge-96.png', size: 96, source: badge },
]

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking'],
})
const page = await browser.newPage()
for (const { file, size, source } of icons) {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${source}`)
  await page.screenshot({ path: file, omitBackground: true })
}
await browser.close()
