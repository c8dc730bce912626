export { inside, privateFolder, removeFolder, replaceAtomically, replaceText } from './private-files.ts'
export { dataDirectory, withPrivateScratch } from './scratch.ts'
