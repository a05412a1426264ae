import { commandLine } from './command-line.mjs'
import { launch } from './launcher/launch'

commandLine({
  usage: 'npm start',
  about:
    'Starts Ballast on this machine and keeps it running until Ctrl-C. Settings are variables of the environment: docs/operating.md.',
})
await launch({ demo: false })
