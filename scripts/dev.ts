import { commandLine } from './command-line.mjs'
import { launch } from './launcher/launch'

commandLine({
  usage: 'npm run dev',
  about: 'As npm run demo, with pages from their sources, anew after each change.',
})
await launch({ demo: true, dev: true })
