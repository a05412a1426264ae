/** A setting that cannot be used, in one line that names it. */
export class EnvProblem extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'EnvProblem'
  }
}
