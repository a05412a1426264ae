export * from './accounts'
export * from './snapshots'
export * from './users'
