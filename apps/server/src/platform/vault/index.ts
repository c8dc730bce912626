export { isSuiteName, type SuiteName, suites } from './cipher-suite.ts'
export { type CountyFields, endOlderKeys, makeMissingKeys, makeNextFieldKeys, openCountyFields, rewrapCountyKeys } from './county-fields.ts'
export { type DataKey, makeDataKey, openDataKey, rewrapDataKey, type WrappedKey } from './data-key.ts'
export {
  type FieldKey,
  type FieldName,
  type FieldPlace,
  type FieldVault,
  indexBytes,
  type IndexKind,
  indexKinds,
  makeFieldKey,
  openFieldVault,
  rewrapFieldKeys,
} from './field-vault.ts'
export { configDirectory, type KeyMark, keysApart, makeNextKey, openVault, type Vault } from './master-key.ts'
export { type Resealed, rotate, type Rotated, type SealedStore, type SealedValue } from './rotate.ts'
export { resealColumns, type SealedColumn, untilReadersEnded } from './sealed-columns.ts'
export { noteOf, openBytes, sealBytes, type SealedBytes } from './sealed-bytes.ts'
export { frameBytes } from './sealed-file.ts'
export {
  cannotOpen,
  divisionOfSealed,
  endOf,
  type Ended,
  endSealedFolder,
  isSealedFolder,
  makeSealedFolder,
  openSealedFolder,
  rewrapSealedFolder,
  SealedFolder,
} from './sealed-folder.ts'
export { leaveMark, nextVault, vaultToOpen, vaultToSeal, type VaultPlace } from './data-directory-vault.ts'
export { type VaultProblem, VaultRefusal, vaultWording, wordVault } from './vault-problem.ts'
