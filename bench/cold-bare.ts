import { inTurn } from './bare-ccxt'
import { coldProcess } from './cold-process'

await coldProcess(inTurn)
