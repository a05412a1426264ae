import { answerMcp } from './http'
import { mcpDeps } from './runtime'

/** The handler that Next's route exports for every method. */
export const mcpRoute = async (request: Request): Promise<Response> => answerMcp(await mcpDeps(), request)
