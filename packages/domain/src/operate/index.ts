export { listKept, listPacks, showInstallation } from './operate-contracts.ts'
