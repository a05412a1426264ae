/**
 * Lets the demo keep what it makes in a folder of its own where the environment names none: `npm start` would otherwise
 * go on with a database that the demo user administers and whose keys no exchange knows.
 */
export function keepDemoApart(env: NodeJS.ProcessEnv): void {
  env.DATA_DIR ||= '.data-demo'
}
