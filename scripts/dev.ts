import { launch } from './launcher/launch'

await launch({ demo: true, dev: true })
