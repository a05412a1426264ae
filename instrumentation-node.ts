import { beginShutdown } from './server/live/shutdown'

// Open streams would keep the process until they end by themselves: end them as soon as it is told to stop.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, beginShutdown)
