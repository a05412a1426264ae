import type { Plugin } from 'vitest/config'

/** What the build of the pages does to texts, for tests that load their sources. */
export function languages(): Plugin
