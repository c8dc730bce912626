export { aMerge, aNumber, aPerson, readSheet, type ReadSheet } from './read-sheet.ts'
