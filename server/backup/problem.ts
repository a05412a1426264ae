/** Why a backup cannot be made or restored, in one sentence for the person who asked for it. */
export class BackupProblem extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'BackupProblem'
  }
}
