import { launch } from './launcher/launch'

await launch({ demo: false })
