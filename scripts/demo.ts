import { commandLine } from './command-line.mjs'
import { launch } from './launcher/launch'

commandLine({
  usage: 'npm run demo',
  about:
    'As npm start, with simulated exchanges and a user to sign in as; what it makes is kept in .data-demo unless DATA_DIR names a folder.',
})
await launch({ demo: true })
