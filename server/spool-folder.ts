import path from 'node:path'
import { env } from './env'

/** Where files lie that are made faster than they are read. */
export const spoolFolder = () => path.resolve(/* turbopackIgnore: true */ env().DATA_DIR, 'spool')
