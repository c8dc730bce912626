export { inside, privateFolder, removeFolder, replaceAtomically, replaceText } from './private-files.ts'
export { dataDirectory, removeAbandoned, withPassingFolder, withPrivateScratch } from './scratch.ts'
