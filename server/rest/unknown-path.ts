import { handleRest } from './handle'
import { restDeps } from './runtime'

/** What a program gets for a path that the API does not have: JSON, as all its answers are. */
export async function unknownPath(request: Request): Promise<Response> {
  return handleRest(await restDeps(), [], request)
}
