import { z } from 'zod'
import { commandLine } from '../scripts/command-line.mjs'
import { startSimulator } from './server'

commandLine({
  usage: 'npm run simulator',
  about:
    'Stand-in exchanges on loopback. Settings: SIMULATOR_PORT, SIMULATOR_SEED, SIMULATOR_FROZEN, SIMULATOR_BEGAN; simulator/README.md.',
})

const settings = z
  .object({
    SIMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
    SIMULATOR_SEED: z.coerce.number().int().min(0).default(1),
    SIMULATOR_FROZEN: z.enum(['0', '1']).default('0'),
    /** Milliseconds; when it was started for the first time, of one that goes on. */
    SIMULATOR_BEGAN: z.coerce.number().int().positive().optional(),
  })
  .safeParse(process.env)

if (!settings.success) {
  console.error(`simulator: ${z.prettifyError(settings.error)}`)
  process.exit(1)
}

const { SIMULATOR_PORT: port, SIMULATOR_SEED: seed, SIMULATOR_FROZEN, SIMULATOR_BEGAN: began } = settings.data
try {
  const simulator = await startSimulator({ port, seed, began, frozen: SIMULATOR_FROZEN === '1' })
  console.log(`simulator listening on ${simulator.url}`)
  const stop = () => {
    simulator.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
} catch (error) {
  console.error(`simulator: ${error instanceof Error ? error.message : 'did not start'}`)
  process.exit(1)
}
